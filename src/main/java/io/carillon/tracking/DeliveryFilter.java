package io.carillon.tracking;

import io.carillon.access.CurrentCaller;
import io.carillon.database.JpqlFilter;
import io.carillon.http.TimeRange;
import io.carillon.message.Deliveries;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.stream.Stream;

/** The filters of the delivery log; an absent filter does not restrict. The newest deliveries come first. */
public class DeliveryFilter {

    private static final String OF_ORGANIZATION = """
            (d.message.organizationId = ? OR d.endpoint.applicationId IN
            (SELECT a.id FROM Application a WHERE a.ownerOrganizationId = ?))""";

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
    @QueryParam("status")
    private String status;
    @QueryParam("from")
    private String from;
    @QueryParam("to")
    private String to;

    /**
     * Selects the deliveries that match and that {@code caller} may see, after the one with the id {@code before} (empty: from
     * the newest).
     */
    TypedQuery<Delivery> query(EntityManager entities, String before, CurrentCaller caller) {
        TimeRange range = TimeRange.read(from, to);
        return new JpqlFilter()
                .and(OF_ORGANIZATION, caller.organization().orElse(null))
                .and("d.endpoint.applicationId = ?", caller.application().orElse(null))
                .and("d.endpoint.applicationId = ?", application)
                .and("d.endpoint.id = ?", endpoint)
                .and("d.message.organizationId = ?", organizationId())
                .and("d.message.resourceType = ?", resourceType)
                .and("d.message.resourceId = ?", resourceId)
                .and("d.state = ?", state())
                .and("d.createdAt >= ?", range.from())
                .and("d.createdAt < ?", range.to())
                .and("d.id >= ?", key(range.from(), Deliveries.CLOCKS_DIFFER.negated()))
                .and("d.id < ?", key(range.to(), Deliveries.CLOCKS_DIFFER))
                .and("d.id < ?", before.isEmpty() ? null : before)
                .query(entities, Delivery.class, "SELECT d FROM Delivery d JOIN FETCH d.message JOIN FETCH d.endpoint",
                        "ORDER BY d.id DESC");
    }

    /** The period as a range of the primary key; the exact times are those of the database. */
    private static String key(OffsetDateTime time, Duration margin) {
        return time == null ? null : Ids.lowest("dl", time.toInstant().plus(margin));
    }

    private Long organizationId() {
        if (organization != null && !organization.matches("[0-9]{1,18}")) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "organization must be an organization's id.");
        }
        return organization == null ? null : Long.valueOf(organization);
    }

    private String state() {
        if (status != null && EnumWords.find(DeliveryState.class, status).isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "status must be one of "
                    + String.join(", ", Stream.of(DeliveryState.values()).map(DeliveryState::word).toList()) + ".");
        }
        return status;
    }
}
