package io.carillon.sample;

import io.carillon.access.CallerRate;
import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.platform.FactLog;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.sending.CheckedUrl;
import io.carillon.sending.UrlCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code POST /url-checks}: whether webhooks may and can go to a URL, before an endpoint has it. The receiver gets no request.
 * The connection to it runs outside any transaction.
 */
@Tag(name = "Endpoints")
@Path("url-checks")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UrlChecksResource {

    private static final FactLog LOG = FactLog.of(UrlChecksResource.class);
    private static final int PER_MINUTE = 6;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final CallerRate rate = new CallerRate(PER_MINUTE, PER_MINUTE, Duration.ofMinutes(1));
    private final Semaphore places = new Semaphore(UrlCheck.AT_ONCE);

    @Inject
    private UrlCheck check;
    @Inject
    private EndpointConnections connections;
    @Inject
    private CurrentCaller caller;

    /**
     * Returns 200 with what was found, also when the URL is not allowed or there is no connection; 429 for more than six checks a
     * minute, 503 while this node has the maximum number of checks under way.
     */
    @Operation(operationId = "checkUrl", summary = "Check the URL of an endpoint")
    @MayAnswer(ProblemType.TOO_MANY_REQUESTS)
    @POST
    @Needs(Capability.OPERATE)
    public UrlCheckDocument check(@Valid @NotNull UrlCheckRequest request) {
        TlsMaterial tls = request.endpoint() == null ? TlsMaterial.NONE : connections.of(request.endpoint());
        rate.take(caller.get(), 1).ifPresent(wait -> {
            throw ProblemException.tooMany("A caller may check " + PER_MINUTE + " URLs a minute.", wait);
        });
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("This node checks " + UrlCheck.AT_ONCE + " URLs at once.", SOON);
        }
        try {
            CheckedUrl checked = check.check(request.url(), caller.get().role() == Role.OPERATOR, tls);
            LOG.info("url.checked", "allowed", checked.isAllowed(), "outcome", checked.outcome(), "ms", checked.millis());
            return UrlCheckDocument.of(request.url(), checked);
        } finally {
            places.release();
        }
    }
}
