package io.carillon.tracking;

import io.carillon.access.CurrentCaller;
import io.carillon.database.JpqlFilter;
import io.carillon.database.JpqlFilter.KeyedQuery;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.http.IdParameter;
import io.carillon.http.TimeRange;
import io.carillon.http.WordParameter;
import io.carillon.message.Deliveries;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryIds;
import io.carillon.message.DeliveryState;
import io.carillon.platform.EnumWords;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.sending.DeliveryResult;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * The filters of the delivery log; an absent filter does not restrict. The newest deliveries come first; with {@code after}, the
 * oldest. A page that is filtered by event type, mode or outcome looks at a limited number of deliveries.
 */
public class DeliveryFilter {

    private static final String OF_ORGANIZATION = """
            (d.message.organizationId = ? OR d.endpoint.applicationId IN
            (SELECT a.id FROM Application a WHERE a.ownerOrganizationId = ?))""";
    private static final String LAST_OUTCOME = """
            EXISTS (SELECT a.number FROM Attempt a WHERE a.deliveryId = d.id AND a.number = d.attempts AND a.outcome = ?)""";
    private static final List<String> OUTCOMES = Stream.concat(Stream.of("succeeded", "status", "refused"),
            Stream.of(DeliveryResult.Reason.values()).map(EnumWords::of)).toList();

    @QueryParam("application")
    private String application;
    @QueryParam("endpoint")
    private String endpoint;
    @QueryParam("organization")
    private String organization;
    @QueryParam("resourceType")
    private String resourceType;
    @QueryParam("resourceId")
    private String resourceId;
    @QueryParam("eventType")
    private String eventType;
    @QueryParam("message")
    private String message;
    @Parameter(description = "coalesced or instant",
            schema = @Schema(implementation = DeliveryMode.class))
    @QueryParam("mode")
    private String mode;
    @Parameter(description = "The outcome of the last attempt, such as succeeded, status or timeout")
    @QueryParam("outcome")
    private String outcome;
    @Parameter(description = "The state of the deliveries", schema = @Schema(implementation = DeliveryState.class))
    @QueryParam("status")
    private String status;
    @QueryParam("from")
    private String from;
    @QueryParam("to")
    private String to;
    @Parameter(description = "The id of a delivery: deliveries that were written after it, and a few seconds before; in the order"
            + " of their ids")
    @QueryParam("after")
    private String after;

    /**
     * Selects the deliveries that match and that {@code caller} may see.
     *
     * @param last the id of the last delivery of the page before; empty for the first page
     */
    KeyedQuery<Delivery> query(EntityManager entities, String last, CurrentCaller caller) {
        TimeRange range = TimeRange.read(from, to);
        String first = first();
        return new JpqlFilter()
                .and(OF_ORGANIZATION, caller.organization().orElse(null))
                .and("d.endpoint.applicationId = ?", caller.application().orElse(null))
                .and("d.endpoint.applicationId = ?", application)
                .and("d.endpoint.id = ?", endpoint)
                .and("d.message.id = ?", message)
                .and("d.message.organizationId = ?", IdParameter.read("organization", organization))
                .and("d.message.resourceType = ?", resourceType)
                .and("d.message.resourceId = ?", resourceId)
                .and("d.state = ?", WordParameter.read("status", status, WordParameter.words(DeliveryState.class)))
                .and("d.createdAt >= ?", range.from())
                .and("d.createdAt < ?", range.to())
                .and("d.id >= ?", range.firstKey("dl", Deliveries.CLOCKS_DIFFER))
                .and("d.id < ?", range.endKey("dl", Deliveries.CLOCKS_DIFFER))
                .and(after == null ? "d.id < ?" : "d.id > ?", last.isEmpty() ? first : last)
                .scan("d.message.eventType = ?", eventType)
                .scan("d.message.mode = ?", WordParameter.read("mode", mode, WordParameter.words(DeliveryMode.class)))
                .scan(LAST_OUTCOME, WordParameter.read("outcome", outcome, OUTCOMES))
                .keyed(entities, Delivery.class, "SELECT d FROM Delivery d JOIN FETCH d.message JOIN FETCH d.endpoint",
                        "FROM Delivery d", after == null ? "d.id DESC" : "d.id");
    }

    /** The key before the first delivery of the list; null to begin with the newest. */
    private String first() {
        if (after != null && !after.matches(DeliveryIds.PATTERN)) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "after must be the id of a delivery.");
        }
        return after == null ? null : DeliveryIds.beforeLateCommits(after);
    }
}
