package io.carillon.insight;

import io.carillon.database.Database;
import io.carillon.database.Sql;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.platform.EnumWords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads which endpoints subscribe to event types, whether they are switched on or not. Event types come by the flags that an
 * application needs for them. No index serves a pattern among others, so
 * a page looks at {@value #MOST_LOOKED_AT} endpoints at most.
 */
@ApplicationScoped
public class SubscriberReader {

    static final int MOST_LOOKED_AT = 10_000;
    private static final int MOST_ORGANIZATIONS = 20;
    private static final String PATTERN = "' ' || e.event_types || ' ' LIKE ? ESCAPE '!'";
    private static final String FLAG = "' ' || COALESCE(a.flags, '') || ' ' LIKE ? ESCAPE '!'";
    private static final String LIST = "SELECT e.id, e.url, e.status, e.delivery, a.id, a.name FROM (SELECT * FROM endpoint"
            + " WHERE id > ? ORDER BY id LIMIT " + MOST_LOOKED_AT + ") e JOIN application a ON a.id = e.application_id"
            + " WHERE e.status <> 'deleted' AND (%s) ORDER BY e.id LIMIT ?";
    private static final String LAST =
            "SELECT id FROM endpoint WHERE id > ? ORDER BY id OFFSET " + (MOST_LOOKED_AT - 1) + " ROWS FETCH FIRST 1 ROW ONLY";
    private static final String COUNT = "SELECT COUNT(*) FROM endpoint e JOIN application a ON a.id = e.application_id"
            + " WHERE %s = ? AND e.status <> 'deleted' AND (%s)";
    private static final String ENABLING = "(SELECT application_id, organization_id FROM enablement WHERE application_id = ?"
            + " ORDER BY organization_id LIMIT " + (MOST_ORGANIZATIONS + 1) + ")";

    @Inject
    Database database;

    /** Up to {@code most} endpoints with an id above {@code after} that subscribe to any of {@code eventTypes}. */
    @Transactional
    public List<SubscriberDocument> list(Map<Set<String>, Set<String>> eventTypes, String after, int most) {
        if (eventTypes.isEmpty()) {
            return List.of();
        }
        List<SubscriberDocument> found = withPatterns(sql(LIST.formatted(any(eventTypes))).with(after), eventTypes).with(most)
                .list(row -> new SubscriberDocument(row.text(), row.text(), EnumWords.read(EndpointStatus.class, row.text()),
                        EnumWords.read(DeliveryMode.class, row.text()), row.text(), row.text(), List.of(), false));
        Map<String, List<Long>> enabling = enabling(found.stream().map(SubscriberDocument::applicationId)
                .collect(Collectors.toCollection(TreeSet::new)));
        return found.stream().map(one -> withOrganizations(one, enabling.getOrDefault(one.applicationId(), List.of()))).toList();
    }

    /** The id of the last endpoint that a page looks at; null if the list ends before. */
    @Transactional
    public String last(String after) {
        return sql(LAST).with(after).first(row -> row.text()).orElse(null);
    }

    /** How many endpoints of the tenant that the viewer is subscribe to any of {@code eventTypes}. */
    @Transactional
    public int count(Map<Set<String>, Set<String>> eventTypes, Viewer viewer) {
        String own = viewer.isApplication() ? "a.id" : "a.owner_organization_id";
        return eventTypes.isEmpty() ? 0 : withPatterns(sql(COUNT.formatted(own, any(eventTypes))).with(viewer.tenantTimes(1)),
                eventTypes).first(row -> row.integer()).orElseThrow();
    }

    private Map<String, List<Long>> enabling(Collection<String> applications) {
        Map<String, List<Long>> organizations = new TreeMap<>();
        if (!applications.isEmpty()) {
            sql(applications.stream().map(id -> ENABLING).collect(Collectors.joining(" UNION ALL "))).with(applications.toArray())
                    .list(row -> organizations.computeIfAbsent(row.text(), id -> new ArrayList<>()).add(row.number()));
        }
        return organizations;
    }

    private static SubscriberDocument withOrganizations(SubscriberDocument one, List<Long> organizations) {
        List<Long> ids = organizations.stream().sorted().limit(MOST_ORGANIZATIONS).toList();
        return new SubscriberDocument(one.endpointId(), one.url(), one.status(), one.delivery(), one.applicationId(),
                one.applicationName(), ids, ids.size() < organizations.size());
    }

    private static String any(Map<Set<String>, Set<String>> eventTypes) {
        return eventTypes.entrySet().stream().map(group -> patterns(group.getValue()).stream().map(any -> PATTERN)
                        .collect(Collectors.joining(" OR ", "(", ")")) + (" AND " + FLAG).repeat(group.getKey().size()))
                .collect(Collectors.joining(" OR "));
    }

    private static Sql withPatterns(Sql select, Map<Set<String>, Set<String>> eventTypes) {
        return select.with(eventTypes.entrySet().stream()
                .flatMap(group -> Stream.concat(patterns(group.getValue()).stream(), group.getKey().stream()))
                .map(word -> "% " + word.replaceAll("[!%_]", "!$0") + " %").toArray());
    }

    /** The patterns that match any of {@code eventTypes}: their names, {@code prefix.*} for each of their prefixes, and all. */
    static Set<String> patterns(Set<String> eventTypes) {
        Set<String> patterns = new TreeSet<>(Set.of("*"));
        for (String name : eventTypes) {
            patterns.add(name);
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                patterns.add(name.substring(0, dot + 1) + "*");
            }
        }
        return patterns;
    }

    private Sql sql(String text) {
        return database.sql(text).within(FactsReader.SECONDS);
    }
}
