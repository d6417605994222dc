package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.database.Sql;
import io.carillon.platform.EnumWords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the endpoints that get announcements about an organization's objects, as the caller's transaction sees them. This runs
 * for every change, so it is an SQL statement and reads no entities.
 */
@ApplicationScoped
public class Subscriptions {

    private static final String LISTENERS = """
            SELECT n.organization_id, e.id, e.status, e.event_types
            FROM enablement n JOIN endpoint e ON e.application_id = n.application_id
            WHERE e.delivery = ? AND e.status <> ? AND n.organization_id IN (%s) ORDER BY e.id""";

    @Inject
    private Database database;

    /** Returns the listeners of several organizations with one query, for a whole page of work. */
    public Listeners of(Collection<Long> organizationIds, DeliveryMode mode) {
        if (organizationIds.isEmpty()) {
            return new Listeners(Map.of());
        }
        EventTypesConverter eventTypes = new EventTypesConverter();
        Map<Long, List<Subscriber>> byOrganization = new HashMap<>();
        database.sql(LISTENERS.formatted(Sql.parameters(organizationIds.size())))
                .with(EnumWords.of(mode), EnumWords.of(EndpointStatus.DELETED)).with(organizationIds.toArray())
                .list(row -> byOrganization.computeIfAbsent(row.number(), id -> new ArrayList<>())
                        .add(new Subscriber(row.text(), row.text().equals(EnumWords.of(EndpointStatus.ACTIVE)),
                                eventTypes.convertToEntityAttribute(row.text()).stream().map(EventTypePattern::new).toList())));
        return new Listeners(byOrganization);
    }

    /** The endpoints that several organizations' announcements can go to, at one moment. */
    public static final class Listeners {
        private final Map<Long, List<Subscriber>> byOrganization;

        Listeners(Map<Long, List<Subscriber>> byOrganization) {
            this.byOrganization = byOrganization;
        }

        /** Returns the endpoints that subscribe to {@code occurrence}, including inactive ones. */
        public List<Subscriber> to(Occurrence occurrence) {
            return byOrganization.getOrDefault(occurrence.organizationId(), List.of()).stream()
                    .filter(endpoint -> endpoint.subscribesTo(occurrence)).toList();
        }

        /**
         * Groups the endpoints, including inactive ones, by what they select of {@code occurrences}, which all concern the same
         * organization. The keys are ascending indexes of occurrences; endpoints that select none are left out.
         */
        public Map<List<Integer>, List<Subscriber>> bySelection(List<Occurrence> occurrences) {
            Map<List<Integer>, List<Subscriber>> selections = new LinkedHashMap<>();
            for (Subscriber endpoint : byOrganization.getOrDefault(occurrences.get(0).organizationId(), List.of())) {
                List<Integer> selected = IntStream.range(0, occurrences.size())
                        .filter(index -> endpoint.subscribesTo(occurrences.get(index))).boxed().toList();
                if (!selected.isEmpty()) {
                    selections.computeIfAbsent(selected, key -> new ArrayList<>()).add(endpoint);
                }
            }
            return selections;
        }
    }
}
