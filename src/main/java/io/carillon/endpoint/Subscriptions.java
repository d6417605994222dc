package io.carillon.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.database.Database;
import io.carillon.database.Row;
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
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the endpoints that get announcements about an organization's objects, as the caller's transaction sees them. This runs
 * for every change, so it is an SQL statement and reads no entities.
 */
@ApplicationScoped
public class Subscriptions {

    private static final String LISTENERS = """
            SELECT n.organization_id, e.id, e.status, e.delivery, e.event_types, e.content_filter
            FROM enablement n JOIN endpoint e ON e.application_id = n.application_id
            WHERE %s AND e.status <> ? AND n.organization_id IN (%s) ORDER BY e.id""";
    private static final String AT_CHANGE = "(e.delivery = 'instant' OR e.content_filter IS NOT NULL)";
    private static final String AT_TICK = "e.delivery = 'coalesced'";
    private static final EventTypesConverter EVENT_TYPES = new EventTypesConverter();

    private final CompiledFilters filters = new CompiledFilters();
    @Inject
    private Database database;

    /**
     * The listeners of several organizations that are decided about when a change is handled: instant ones, and coalesced ones
     * with a filter. One query for a whole page of work.
     */
    public Listeners atChange(Collection<Long> organizationIds) {
        return find(AT_CHANGE, organizationIds);
    }

    /** The same for those that are decided about at the tick: coalesced ones. */
    public Listeners atTick(Collection<Long> organizationIds) {
        return find(AT_TICK, organizationIds);
    }

    private Listeners find(String condition, Collection<Long> organizationIds) {
        if (organizationIds.isEmpty()) {
            return new Listeners(Map.of());
        }
        Map<Long, List<Subscriber>> byOrganization = new HashMap<>();
        database.sql(LISTENERS.formatted(condition, Sql.parameters(organizationIds.size())))
                .with(EnumWords.of(EndpointStatus.DELETED)).with(organizationIds.toArray())
                .list(row -> byOrganization.computeIfAbsent(row.number(), id -> new ArrayList<>()).add(subscriber(row)));
        return new Listeners(byOrganization);
    }

    private Subscriber subscriber(Row row) {
        String id = row.text();
        return new Subscriber(id, row.text().equals(EnumWords.of(EndpointStatus.ACTIVE)),
                EnumWords.read(DeliveryMode.class, row.text()), EVENT_TYPES
                        .convertToEntityAttribute(row.text()).stream().map(EventTypePattern::new).toList(),
                filters.of(row.text(), id));
    }

    /** The endpoints that several organizations' announcements can go to, at one moment. */
    public static final class Listeners {
        private final Map<Long, List<Subscriber>> byOrganization;

        Listeners(Map<Long, List<Subscriber>> byOrganization) {
            this.byOrganization = byOrganization;
        }

        /** Whether there are none. */
        public boolean isEmpty() {
            return byOrganization.isEmpty();
        }

        /** The endpoints that {@code occurrence} reaches, including inactive ones. */
        public Reach reach(Occurrence occurrence) {
            List<Subscriber> subscribed = byOrganization.getOrDefault(occurrence.organizationId(), List.of()).stream()
                    .filter(endpoint -> endpoint.subscribesTo(occurrence.eventType())).toList();
            if (subscribed.isEmpty()) {
                return Reach.NONE;
            }
            if (subscribed.stream().allMatch(endpoint -> endpoint.filter() == null)) {
                return new Reach(subscribed, List.of());
            }
            JsonNode change = occurrence.toJson();
            Map<Boolean, List<Subscriber>> byVerdict =
                    subscribed.stream().collect(Collectors.partitioningBy(endpoint -> endpoint.passes(change)));
            return new Reach(byVerdict.get(true), byVerdict.get(false));
        }

        /**
         * Groups the endpoints of an organization, including inactive ones, by what {@code selection} says that each of them
         * selects; endpoints that select nothing are left out.
         */
        public <T> Map<List<T>, List<Subscriber>> bySelection(long organizationId, Function<Subscriber, List<T>> selection) {
            Map<List<T>, List<Subscriber>> selections = new LinkedHashMap<>();
            for (Subscriber endpoint : byOrganization.getOrDefault(organizationId, List.of())) {
                List<T> selected = selection.apply(endpoint);
                if (!selected.isEmpty()) {
                    selections.computeIfAbsent(selected, key -> new ArrayList<>()).add(endpoint);
                }
            }
            return selections;
        }
    }
}
