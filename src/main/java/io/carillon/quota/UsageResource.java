package io.carillon.quota;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.tenant.ChangeLimits;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /organizations/{id}/usage}: how much of its limit an organization has used today. */
@Tag(name = "Organizations")
@Path("organizations/{id}/usage")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

    @Inject
    private VisibleTenants tenants;
    @Inject
    private ChangeLimits limits;
    @Inject
    private ChangesToday today;
    @Inject
    private Clock clock;

    /**
     * Returns how many changes the organization has reported today, and how many it may: those over HTTP that were accepted, and
     * those from the queue that took effect. Without a limit nothing is counted.
     */
    @Operation(operationId = "getUsage", summary = "Get the usage of an organization")
    @GET
    public UsageDocument get(@PathParam("id") long id) {
        Optional<Integer> limit = limits.effective(tenants.changesADay(id));
        Instant end = ChangeDays.endOf(clock.instant());
        return new UsageDocument(limit.map(any -> today.of(id)).orElse(null), limit.orElse(null), end);
    }
}
