package io.carillon.access;

import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Edits;
import io.carillon.http.ObjectBody;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.http.Preconditions;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /api-keys}: the keys that may call the API. Carillon shows the text of a key once, when it creates it. Organizations and
 * applications manage the keys of their own scopes, and an organization those of its applications.
 */
@Tag(name = "API keys")
@Path("api-keys")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeysResource {

    private static final Map<String, String> FIXED =
            Map.of("scope", "cannot be changed", "producer", "cannot be changed");
    private static final FactLog LOG = FactLog.of(ApiKeysResource.class);

    @Inject
    private Database database;
    @Inject
    private ApiKeys keys;
    @Inject
    private VisibleKeys visible;
    @Inject
    private KeyGrants grants;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Edits edits;
    @Inject
    private Preconditions preconditions;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;

    /** The keys that match the filter, including expired and revoked ones, in the order of creation. */
    @Operation(operationId = "listApiKeys", summary = "List API keys")
    @GET
    public Page<ApiKeyDocument> list(@BeanParam ApiKeyFilter filter, @BeanParam Paging paging) {
        return paging.pageOf(filter.query(database.entities(), paging.after(), visible), ApiKeyDocument::of, ApiKey::id);
    }

    /** One key. */
    @Operation(operationId = "getApiKey", summary = "Get an API key")
    @GET
    @Path("{id}")
    public ApiKeyDocument get(@PathParam("id") String id) {
        return ApiKeyDocument.of(visible.findForUpdate(id));
    }

    /**
     * Creates a key; only this response contains its text. Its scope may not be wider than that of the caller, nor its
     * capabilities. 409 if the limit of valid keys is reached.
     */
    @Operation(operationId = "createApiKey", summary = "Create an API key")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "201", description = "The key, with its text", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ApiKeyDocument.class)))
    public Response create(@Valid @NotNull ApiKeyRequest request) {
        Scope scope = grants.scope(request.scope());
        Set<Capability> capabilities = grants.capabilities(request.capabilities(), scope, Set.of());
        grants.checkProducer(request.producer());
        checkExpiry(request.expiresAt());
        grants.checkRoom(scope);
        String text = ApiKeys.newText();
        ApiKeyDocument created = ApiKeyDocument.of(
                keys.create(request.name(), scope, capabilities, request.producer(), text, request.expiresAt()));
        audit.record("api-key.created", AuditedObject.ofScope(created.id(), scope), null, created);
        LOG.info("api-key.created", "key", created.id(), "scope", scope);
        return Response.created(ApiPath.of("api-keys", created.id())).entity(created.showing(text)).build();
    }

    /**
     * Replaces name, expiry and capabilities; the body must have what the key has. An expired key is valid again if its expiry is
     * put off; a revoked one never is. 409 if the last operator key would expire earlier or could create no keys, if a key would
     * take a capability from itself, or if there are too many valid keys.
     */
    @Operation(operationId = "replaceApiKey", summary = "Replace an API key")
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ApiKeyRequest.class)))
    public ApiKeyDocument replace(@PathParam("id") String id, @NotNull ObjectBody body) {
        ApiKey key = visible.findForUpdate(id);
        ApiKeyDocument before = ApiKeyDocument.of(key);
        return describe(key, before, "api-key.replaced", edits.replace(body, before, ApiKeyRequest.class, FIXED));
    }

    /** Changes the name, the expiry or the capabilities (RFC 7396), as PUT does; null removes the expiry. */
    @Operation(operationId = "changeApiKey", summary = "Change an API key")
    @PATCH
    @Path("{id}")
    @Consumes({ObjectBody.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RequestBody(content = @Content(mediaType = ObjectBody.MERGE_PATCH,
            schema = @Schema(implementation = ApiKeyRequest.class)))
    public ApiKeyDocument change(@PathParam("id") String id, @NotNull ObjectBody body) {
        ApiKey key = visible.findForUpdate(id);
        ApiKeyDocument before = ApiKeyDocument.of(key);
        ApiKeyRequest written = new ApiKeyRequest(before.name(), before.scope(), before.capabilities(), before.expiresAt(),
                before.producer());
        return describe(key, before, "api-key.changed", edits.patch(body, before, written, FIXED));
    }

    private ApiKeyDocument describe(ApiKey key, ApiKeyDocument before, String action, ApiKeyRequest request) {
        boolean wasValid = key.isValidAt(clock.instant());
        boolean endsLater = endsEarlier(request.expiresAt(), before.expiresAt());
        Set<Capability> capabilities = grants.capabilities(request.capabilities(), key.scope(),
                endsLater ? Set.of() : before.capabilities());
        if (!Objects.equals(before.expiresAt(), request.expiresAt())) {
            checkExpiry(request.expiresAt());
        }
        if (wasValid) {
            checkLoss(key, capabilities, endsEarlier(before.expiresAt(), request.expiresAt()));
        } else if (before.revokedAt() == null && !Objects.equals(before.expiresAt(), request.expiresAt())) {
            grants.checkRoom(key.scope());
        }
        keys.describe(key, request.name(), request.expiresAt(), capabilities);
        ApiKeyDocument after = ApiKeyDocument.of(key);
        audit.record(action, AuditedObject.ofScope(key.id(), key.scope()), before, after);
        return after;
    }

    private void checkLoss(ApiKey key, Set<Capability> after, boolean endsEarlier) {
        if (endsEarlier || !after.contains(Capability.MANAGE)) {
            requireAnotherOperator(key);
        }
        if (key.id().equals(caller.get().keyId()) && !after.containsAll(key.capabilities())) {
            throw new ProblemException(ProblemType.CONFLICT, "A key cannot take a capability from itself; use another key.");
        }
    }

    private static boolean endsEarlier(Instant before, Instant after) {
        return after != null && (before == null || after.isBefore(before));
    }

    private void checkExpiry(Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw ProblemException.invalid("/expiresAt", "must be in the future");
        }
    }

    /**
     * Revokes a key, at once on this node and within a second on all others; revoking it again is no error. 409 for the last
     * operator key that can create keys.
     */
    @Operation(operationId = "revokeApiKey", summary = "Revoke an API key")
    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") String id) {
        ApiKey key = visible.findForUpdate(id);
        preconditions.check(ApiKeyDocument.of(key));
        if (!key.isValidAt(clock.instant())) {
            return;
        }
        requireAnotherOperator(key);
        ApiKeyDocument before = ApiKeyDocument.of(key);
        keys.revoke(key);
        audit.record("api-key.revoked", AuditedObject.ofScope(id, key.scope()), before, ApiKeyDocument.of(key));
        LOG.info("api-key.revoked", "key", id);
    }

    /** Ends the sessions of the console that were begun with the key, on every node within a second. The key remains valid. */
    @Operation(operationId = "endSessionsOfApiKey", summary = "End the sessions of an API key")
    @POST
    @Path("{id}/end-sessions")
    @APIResponse(responseCode = "204", description = "The sessions have ended")
    public void endSessions(@PathParam("id") String id) {
        ApiKey key = visible.findForUpdate(id);
        keys.endSessions(key);
        audit.record("api-key.sessions-ended", AuditedObject.ofScope(id, key.scope()), null, null);
    }

    private void requireAnotherOperator(ApiKey key) {
        if (key.scope().equals(Scope.OPERATOR) && key.capabilities().contains(Capability.MANAGE)
                && keys.countValidManagers() == 1) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "This is the last operator key that can create keys; without it, no operator key could be created.");
        }
    }
}
