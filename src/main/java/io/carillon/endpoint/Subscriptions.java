package io.carillon.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.platform.EnumWords;
import io.carillon.tenant.Flags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the endpoints that get announcements about an organization's objects, as the caller's transaction sees them. This runs
 * for every change, so it is an SQL statement and reads no entities. The flags of applications are read only while an event type
 * of the catalog has some.
 */
@ApplicationScoped
public class Subscriptions {

    private static final String SUBSCRIBER = "e.id, e.status, e.delivery, e.event_types, e.ordering, e.url IS NULL,"
            + " e.content_filter";
    private static final String OF_ORGANIZATIONS = """
             FROM enablement n JOIN endpoint e ON e.application_id = n.application_id
            WHERE e.status <> ? AND n.organization_id IN (%s)""";
    private static final String DECIDED_NOW = "e.delivery = 'instant' OR e.content_filter IS NOT NULL";
    private static final String FLAGS = ", (SELECT a.flags FROM application a WHERE a.id = e.application_id)";
    private static final Selection AT_CHANGE = Selection.of(Subscriptions::atChange);
    private static final Selection AT_TICK = Selection.of(columns -> "SELECT n.organization_id, " + columns + OF_ORGANIZATIONS
            + " AND e.delivery = 'coalesced' ORDER BY e.id");
    private static final Selection ONE =
            Selection.of(columns -> "SELECT " + columns + " FROM endpoint e WHERE e.id = ? AND e.status <> ?");
    private static final EventTypesConverter EVENT_TYPES = new EventTypesConverter();

    private final CompiledFilters filters = new CompiledFilters();
    private Database database;
    private Catalog catalog;

    protected Subscriptions() {
    }

    /** Those in {@code database}, to event types of {@code catalog}. */
    @Inject
    public Subscriptions(Database database, Catalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    /** Of coalesced endpoints without a filter only that there are some: one row for all of them, without an id. */
    private static String atChange(String columns) {
        return "SELECT DISTINCT n.organization_id, " + Stream.of(columns.split(", "))
                .map(("CASE WHEN " + DECIDED_NOW + " THEN %s END")::formatted)
                .collect(Collectors.joining(", ")) + OF_ORGANIZATIONS + " ORDER BY 2";
    }

    /** One statement, without and with the flags of applications. */
    private record Selection(String plain, String withFlags) {

        private static Selection of(UnaryOperator<String> statement) {
            return new Selection(statement.apply(SUBSCRIBER), statement.apply(SUBSCRIBER + FLAGS));
        }

        private String of(CatalogSnapshot matrix) {
            return matrix.hasFlags() ? withFlags : plain;
        }
    }

    /**
     * The listeners of several organizations that are decided about when a change is handled: instant ones, and coalesced ones
     * with a filter. They also know which organizations have coalesced ones. One query for a whole page of work.
     */
    public Listeners atChange(Collection<Long> organizationIds) {
        return find(AT_CHANGE, organizationIds);
    }

    /** The listeners of several organizations that are decided about at the tick: coalesced ones. */
    public Listeners atTick(Collection<Long> organizationIds) {
        return find(AT_TICK, organizationIds);
    }

    /** One endpoint, unless it was deleted. */
    public Optional<Subscriber> one(String endpointId) {
        CatalogSnapshot matrix = catalog.current();
        return database.sql(ONE.of(matrix)).with(endpointId, EnumWords.of(EndpointStatus.DELETED))
                .first(row -> subscriber(row.text(), row, hiddenBy(matrix)));
    }

    /** Reads the flags of an application, if they were selected, and returns which event types are hidden from it. */
    private static Function<Row, Set<String>> hiddenBy(CatalogSnapshot matrix) {
        Map<String, Set<String>> hidden = new HashMap<>();
        return row -> matrix.hasFlags()
                ? hidden.computeIfAbsent(row.text(), flags -> matrix.hiddenFrom(List.of(Flags.of(flags)))) : Set.of();
    }

    private Listeners find(Selection selection, Collection<Long> organizationIds) {
        CatalogSnapshot matrix = catalog.current();
        String sql = selection.of(matrix);
        Function<Row, Set<String>> hidden = hiddenBy(matrix);
        Map<Long, List<Subscriber>> byOrganization = new HashMap<>();
        Set<Long> coalescing = new HashSet<>();
        if (!organizationIds.isEmpty()) {
            database.sql(sql.formatted(Sql.parameters(organizationIds.size()))).with(EnumWords.of(EndpointStatus.DELETED))
                    .with(organizationIds.toArray()).list(row -> {
                        long organization = row.number();
                        Optional<Subscriber> found = Optional.ofNullable(row.text()).map(id -> subscriber(id, row, hidden));
                        found.ifPresent(one -> byOrganization.computeIfAbsent(organization, id -> new ArrayList<>()).add(one));
                        return found.filter(one -> one.mode() == DeliveryMode.INSTANT).isPresent()
                                || coalescing.add(organization);
                    });
        }
        return new Listeners(byOrganization, coalescing);
    }

    private Subscriber subscriber(String id, Row row, Function<Row, Set<String>> hidden) {
        return new Subscriber(id, row.text().equals(EnumWords.of(EndpointStatus.ACTIVE)),
                EnumWords.read(DeliveryMode.class, row.text()), EVENT_TYPES
                        .convertToEntityAttribute(row.text()).stream().map(EventTypePattern::new).toList(),
                EnumWords.of(Ordering.OBJECT).equals(row.text()), row.flag(), filters.of(row.text(), id),
                hidden.apply(row));
    }

    /** The endpoints that several organizations' announcements can go to, at one moment. */
    public static final class Listeners {
        private final Map<Long, List<Subscriber>> byOrganization;
        private final Set<Long> coalescing;

        /**
         * Those that are decided about.
         *
         * @param coalescing the organizations that have coalesced endpoints, decided about or not
         */
        Listeners(Map<Long, List<Subscriber>> byOrganization, Set<Long> coalescing) {
            this.byOrganization = byOrganization;
            this.coalescing = coalescing;
        }

        /** Whether there are none. */
        public boolean isEmpty() {
            return byOrganization.isEmpty();
        }

        /** Whether the organization has coalesced endpoints, so that its changes have to wait in buckets. */
        public boolean coalesceIn(long organizationId) {
            return coalescing.contains(organizationId);
        }

        /** Whether any of these organizations has some that are decided about. */
        public boolean listenIn(Collection<Long> organizationIds) {
            return organizationIds.stream().anyMatch(byOrganization::containsKey);
        }

        /** The same, except that {@code newer} replaces those of {@code organizationIds}. */
        public Listeners with(Listeners newer, Collection<Long> organizationIds) {
            Map<Long, List<Subscriber>> both = new HashMap<>(byOrganization);
            both.keySet().removeAll(organizationIds);
            both.putAll(newer.byOrganization);
            return new Listeners(both, coalescing);
        }

        /** The endpoints that {@code occurrence} reaches, including inactive ones; only those it names, if it names any. */
        public Reach reach(Occurrence occurrence, Set<String> named) {
            Reach reach = reach(occurrence);
            return named.isEmpty() ? reach : reach.among(named, coalesceIn(occurrence.organizationId()));
        }

        /** The endpoints that {@code occurrence} reaches, including inactive ones. */
        Reach reach(Occurrence occurrence) {
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
