package io.carillon.console;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.CallerRate;
import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.KeyGrants;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.access.Scope;
import io.carillon.access.VisibleKeys;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.http.Preconditions;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.problem.MayAnswer;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /portal-links}: links with which a platform lets its customers' people into the console, each for one person and one
 * session. A link gives no more than its maker has.
 */
@Tag(name = "Portal links")
@Path("portal-links")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class PortalLinksResource {

    private static final FactLog LOG = FactLog.of(PortalLinksResource.class);
    private static final int CODE_BYTES = 32;
    private static final int PER_MINUTE = 600;

    private final CallerRate rate = new CallerRate(PER_MINUTE, PER_MINUTE, Duration.ofMinutes(1));

    @Inject
    private ConsoleSettings settings;
    @Inject
    private Database database;
    @Inject
    private PortalLinks links;
    @Inject
    private VisibleKeys visible;
    @Inject
    private KeyGrants grants;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Preconditions preconditions;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;

    /** The links that match the filter, the newest first. A link is kept for 30 days after its end. */
    @Operation(operationId = "listPortalLinks", summary = "List portal links")
    @GET
    public Page<PortalLinkDocument> list(@BeanParam PortalLinkFilter filter, @BeanParam Paging paging) {
        return paging.pageOf(filter.query(database.entities(), paging.after(), visible, clock.instant()), this::document,
                PortalLink::id);
    }

    private PortalLinkDocument document(PortalLink link) {
        return PortalLinkDocument.of(link, clock.instant());
    }

    /** One link, without its code. */
    @Operation(operationId = "getPortalLink", summary = "Get a portal link")
    @GET
    @Path("{id}")
    public PortalLinkDocument get(@PathParam("id") String id) {
        return document(find(id));
    }

    private PortalLink find(String id) {
        return links.findForUpdate(id).orElseThrow(() -> ProblemException.notFound("portal link " + id));
    }

    /**
     * Creates a link, whose URL only this response contains. It works once. Its scope may not be wider than that of the caller,
     * nor its capabilities; if those of the caller become fewer, so do those of the session, which ends with the caller's key.
     * 409 if there is no console.
     */
    @Operation(operationId = "createPortalLink", summary = "Create a portal link")
    @MayAnswer(ProblemType.TOO_MANY_REQUESTS)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "201", description = "The link, with its URL", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PortalLinkDocument.class)))
    public Response create(@Valid @NotNull PortalLinkRequest request) {
        checkCaller();
        Scope scope = grants.scope(request.scope());
        NewPortalLink wanted = NewPortalLink.of(request, scope, capabilities(request, scope));
        grants.requireTenant(scope);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(Ids.randomBytes(CODE_BYTES));
        PortalLinkDocument created = document(links.create(wanted, code, caller.get()));
        audit.record("portal-link.created", AuditedObject.ofScope(created.id(), scope), null, created.audited());
        LOG.info("portal-link.created", "link", created.id(), "scope", scope);
        return Response.created(ApiPath.of("portal-links", created.id())).entity(created.showing(url(wanted, code))).build();
    }

    private void checkCaller() {
        if (!settings.isOn()) {
            throw new ProblemException(ProblemType.CONFLICT, "There is no console; CARILLON_CONSOLE or CARILLON_CONSOLE_URL"
                    + " turns it on.");
        }
        String id = caller.get().keyId();
        if (PortalLinks.isId(id) && links.find(id).filter(link -> PortalLinks.isId(link.createdBy())).isPresent()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This session is of a link that the session of another link made;"
                    + " it cannot make further ones. Use a key.");
        }
        rate.take(caller.get(), 1).ifPresent(wait -> {
            throw ProblemException.tooMany("A caller may make " + PER_MINUTE + " portal links a minute.", wait);
        });
    }

    private Set<Capability> capabilities(PortalLinkRequest request, Scope scope) {
        if (scope.role() == Role.PRODUCER) {
            throw ProblemException.invalid("/scope", "must not be producer: there is nothing that the console could show");
        }
        Set<Capability> capabilities = grants.capabilities(
                request.capabilities() == null ? Set.of(Capability.VIEW) : request.capabilities(), scope, Set.of());
        if (!capabilities.contains(Capability.VIEW)) {
            throw ProblemException.invalid("/capabilities", "must have view: without it the console shows nothing");
        }
        return capabilities;
    }

    private String url(NewPortalLink link, String code) {
        return settings.origin() + "/console/" + (link.isEmbedded() ? "embed/" : "") + "enter#c=" + code;
    }

    /** Ends a link: it cannot be redeemed any more, and its session ends on every node within a second. */
    @Operation(operationId = "revokePortalLink", summary = "Revoke a portal link")
    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") String id) {
        PortalLink link = find(id);
        preconditions.check(document(link));
        end(link);
    }

    private void end(PortalLink link) {
        PortalLinkDocument before = document(link).audited();
        if (links.end(link)) {
            audit.record("portal-link.revoked", AuditedObject.ofScope(link.id(), link.scope()), before, document(link).audited());
        }
    }

    /** Ends all links with a scope, a subject or both that the caller may see, and their sessions. */
    @Operation(operationId = "expirePortalLinks", summary = "End the portal links of a scope or a person")
    @POST
    @Path("expire")
    @Consumes(MediaType.APPLICATION_JSON)
    public EndedLinksDocument expire(@Valid @NotNull LinksToEndRequest request) {
        if (request.scope() == null && request.subject() == null) {
            throw ProblemException.invalid("", "must have scope or subject");
        }
        if (request.scope() != null && Scope.parse(request.scope()).isEmpty()) {
            throw ProblemException.invalid("/scope", "must be operator, organization:<id> or application:<id>");
        }
        List<PortalLink> usable = links.usable(request.scope(), request.subject());
        usable.forEach(this::end);
        LOG.info("portal-links.ended", "count", usable.size());
        return new EndedLinksDocument(usable.size());
    }
}
