package io.carillon.tracking;

import io.carillon.access.CurrentCaller;
import io.carillon.http.TimeParameter;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.platform.EnumWords;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The filters of the delivery log; what is absent does not restrict. The newest deliveries come first. */
public class DeliveryFilter {

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

    private static final String OF_ORGANIZATION = """
            (d.message.organizationId = :tenant OR d.endpoint.applicationId IN
            (SELECT a.id FROM Application a WHERE a.ownerOrganizationId = :tenant))""";

    /** The deliveries that the filter lets through and {@code caller} may see, those after the one called {@code before}. */
    TypedQuery<Delivery> query(EntityManager entities, String before, CurrentCaller caller) {
        Map<String, Object> values = new LinkedHashMap<>();
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        caller.organization().ifPresent(tenant -> {
            where.append(" AND ").append(OF_ORGANIZATION);
            values.put("tenant", tenant);
        });
        add("d.endpoint.applicationId = ", "tenant", caller.application().orElse(null), where, values);
        add("d.endpoint.applicationId = ", "application", application, where, values);
        add("d.endpoint.id = ", "endpoint", endpoint, where, values);
        add("d.message.organizationId = ", "organization", organizationId(), where, values);
        add("d.message.resourceType = ", "resourceType", resourceType, where, values);
        add("d.message.resourceId = ", "resourceId", resourceId, where, values);
        add("d.state = ", "state", state(), where, values);
        add("d.createdAt >= ", "from", TimeParameter.read("from", from), where, values);
        add("d.createdAt < ", "to", TimeParameter.read("to", to), where, values);
        add("d.id < ", "before", before.isEmpty() ? null : before, where, values);
        TypedQuery<Delivery> query = entities.createQuery(
                "SELECT d FROM Delivery d JOIN FETCH d.message JOIN FETCH d.endpoint " + where + " ORDER BY d.id DESC",
                Delivery.class);
        values.forEach(query::setParameter);
        return query;
    }

    private static void add(String condition, String name, Object value, StringBuilder where, Map<String, Object> values) {
        if (value != null) {
            where.append(" AND ").append(condition).append(':').append(name);
            values.put(name, value);
        }
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
