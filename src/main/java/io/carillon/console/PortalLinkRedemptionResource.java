package io.carillon.console;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.Caller;
import io.carillon.access.OpenTo;
import io.carillon.access.OwnIdempotency;
import io.carillon.access.Role;
import io.carillon.access.WithoutKey;
import io.carillon.platform.FactLog;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.Problem;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code POST /portal-links/redeem}: what the console does with the code of a link. It is a POST, so that programs that look at
 * links in mail do not use them up.
 */
@Tag(name = "Portal links")
@Path("portal-links/redeem")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION, Role.PRODUCER})
@Produces(MediaType.APPLICATION_JSON)
public class PortalLinkRedemptionResource {

    private static final FactLog LOG = FactLog.of(PortalLinkRedemptionResource.class);

    @Inject
    private ConsoleSettings settings;
    @Inject
    private PortalLinks links;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;
    @Inject
    private SessionCookie cookie;
    @Inject
    private EmbeddedSessions embedded;
    @Context
    private HttpHeaders headers;

    /**
     * Begins the session of a link: in a cookie, or of a link for a frame in a token. Needs no key, but the header
     * {@code X-Carillon-Console: 1}. 409, perhaps with {@code returnUrl}, for a link that was used, has expired or was revoked.
     */
    @Operation(operationId = "redeemPortalLink", summary = "Redeem a portal link")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @MayAnswer(ProblemType.NOT_FOUND)
    @WithoutKey
    @OwnIdempotency
    @APIResponse(responseCode = "200", description = "The session", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RedeemedLinkDocument.class)))
    public Response redeem(@Valid @NotNull RedemptionRequest request) {
        if (!OwnPage.isOurs(HttpMethod.POST, headers.getHeaderString(OwnPage.HEADER), headers.getHeaderString("Sec-Fetch-Site"),
                null)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only pages of the console may do this, with the header '"
                    + OwnPage.HEADER + ": 1'.");
        }
        PortalLink link = links.withCode(request.code()).filter(any -> settings.isOn())
                .orElseThrow(() -> ProblemException.notFound("portal link with this code"));
        PortalLinkDocument before = PortalLinkDocument.of(link, clock.instant()).audited();
        return Optional.of(link).filter(links::redeem).flatMap(redeemed -> links.callerOf(link.id()))
                .map(caller -> answer(link, begin(link, before, caller))).orElseGet(() -> Response.status(Status.CONFLICT)
                        .type(Problem.MEDIA_TYPE).entity(SpentLinkDocument.of(link)).build());
    }

    private Session begin(PortalLink link, PortalLinkDocument before, Caller caller) {
        audit.recordBy(caller, "portal-link.redeemed", AuditedObject.ofScope(link.id(), link.scope()), before,
                PortalLinkDocument.of(link, clock.instant()).audited());
        LOG.info("portal-link.redeemed", "link", link.id());
        return Session.begin(link.id(), link.redeemedAt(), link.sessionExpiresAt(), link.sessionLifetime());
    }

    private Response answer(PortalLink link, Session session) {
        String token = link.isEmbedded() ? embedded.token(session) : null;
        Response.ResponseBuilder response = Response.ok(new RedeemedLinkDocument(link.path(), token, session.expiresAt()));
        return (token != null ? response : response.header(HttpHeaders.SET_COOKIE, cookie.header(session))).build();
    }
}
