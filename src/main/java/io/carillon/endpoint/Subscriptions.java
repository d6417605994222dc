package io.carillon.endpoint;

import io.carillon.database.Binder;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import io.carillon.platform.EnumWords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which endpoints hear of an organization's objects, as the registry stands in the caller's transaction. Every change
 * passes here, so this is a statement and no entity.
 */
@ApplicationScoped
public class Subscriptions {

    private static final String LISTENERS = """
            SELECT n.organization_id, e.id, e.status, e.event_types
            FROM enablement n JOIN endpoint e ON e.application_id = n.application_id
            WHERE e.delivery = ? AND e.status <> ? AND n.organization_id IN (%s) ORDER BY e.id""";

    @Inject
    private Database database;

    /** The listeners of several organizations in one query, for a whole page of work. */
    public Listeners of(Collection<Long> organizationIds, DeliveryMode mode) {
        if (organizationIds.isEmpty()) {
            return new Listeners(Map.of());
        }
        try (Connection connection = database.connection(); PreparedStatement select = connection.prepareStatement(
                LISTENERS.formatted(Binder.places(organizationIds.size())))) {
            Binder.of(select).add(EnumWords.of(mode)).add(EnumWords.of(EndpointStatus.DELETED)).addAll(organizationIds.toArray());
            return read(select);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot find subscriptions", e);
        }
    }

    private static Listeners read(PreparedStatement select) throws SQLException {
        EventTypePatterns patterns = new EventTypePatterns();
        Map<Long, List<Subscriber>> byOrganization = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                byOrganization.computeIfAbsent(rows.getLong(1), id -> new ArrayList<>()).add(new Subscriber(rows.getString(2),
                        rows.getString(3).equals(EnumWords.of(EndpointStatus.ACTIVE)),
                        patterns.convertToEntityAttribute(rows.getString(4))));
            }
        }
        return new Listeners(byOrganization);
    }

    /** The endpoints of several organizations, at one moment. */
    public static final class Listeners {
        private final Map<Long, List<Subscriber>> byOrganization;

        Listeners(Map<Long, List<Subscriber>> byOrganization) {
            this.byOrganization = byOrganization;
        }

        /** The endpoints that subscribe to {@code eventType}, those switched off included. */
        public List<Subscriber> to(long organizationId, String eventType) {
            return byOrganization.getOrDefault(organizationId, List.of()).stream()
                    .filter(endpoint -> endpoint.subscribesTo(eventType)).toList();
        }
    }
}
