package io.carillon.registry;

import io.carillon.platform.Database;
import io.carillon.platform.Word;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells which endpoints hear of an organization's objects, as the registry stands in the caller's transaction. */
@ApplicationScoped
public class Subscriptions {

    @Inject
    private Database database;

    /** The listeners of several organizations in one query, for a whole page of work. */
    public Listeners of(Collection<Long> organizationIds, Mode mode) {
        Map<Long, List<Endpoint>> byOrganization = new HashMap<>();
        if (!organizationIds.isEmpty()) {
            database.entities().createQuery("""
                    SELECT n.organizationId, e FROM Enablement n, Endpoint e
                    WHERE e.applicationId = n.applicationId AND n.organizationId IN :ids
                    AND e.mode = :mode AND e.status <> :deleted ORDER BY e.id""", Object[].class)
                    .setParameter("ids", organizationIds)
                    .setParameter("mode", Word.of(mode))
                    .setParameter("deleted", Word.of(EndpointStatus.DELETED))
                    .getResultList()
                    .forEach(row -> byOrganization.computeIfAbsent((Long) row[0], id -> new java.util.ArrayList<>())
                            .add((Endpoint) row[1]));
        }
        return new Listeners(byOrganization);
    }

    /** The endpoints of several organizations, at one moment. */
    public static final class Listeners {
        private final Map<Long, List<Endpoint>> byOrganization;

        Listeners(Map<Long, List<Endpoint>> byOrganization) {
            this.byOrganization = byOrganization;
        }

        /** The endpoints that subscribe to {@code eventType}, those switched off included. */
        public List<Endpoint> to(long organizationId, String eventType) {
            return byOrganization.getOrDefault(organizationId, List.of()).stream()
                    .filter(endpoint -> endpoint.subscribesTo(eventType)).toList();
        }
    }
}
