package io.carillon.statistics;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.statistics.Counts.Part;
import io.carillon.statistics.Counts.Unwritten;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads series of counts: the rows of minutes or hours in a range of an index, and what this node has counted and not written.
 * What other nodes counted in the last minute is missing.
 */
@ApplicationScoped
public class StatisticsReader {

    /** No statement takes longer. */
    private static final int SECONDS = 3;
    /** Groups among which the largest are chosen. */
    private static final int MOST_GROUPS = 1_000;

    private Database database;
    private DeliveryCounts deliveries;
    private ChangeCounts changes;
    private StatisticsRows rows;

    protected StatisticsReader() {
    }

    @Inject
    StatisticsReader(Database database, DeliveryCounts deliveries, ChangeCounts changes, StatisticsRows rows) {
        this.database = database;
        this.deliveries = deliveries;
        this.changes = changes;
        this.rows = rows;
    }

    /** The series that answer {@code question}, the largest group first; the others together are last. */
    @Transactional
    public List<StatisticsSeries> series(StatisticsQuestion question) {
        if (question.selections().isEmpty()) {
            return List.of();
        }
        Counts counts = question.table() == StatisticsTable.DELIVERIES ? deliveries.counts() : changes.counts();
        Unwritten unwritten = counts.unwritten(question.firstMinute(), question.endMinute(), question::selects);
        StoredRows stored = StoredRows.of(question, rows.mark(question.table()), unwritten.batches());
        Function<Subject, String> groupOf = groups(question, unwritten.parts());
        Set<String> top = top(question, stored, unwritten.parts(), groupOf);
        Map<String, StatisticsSeries> series = new HashMap<>();
        int measures = question.table().measures().size();
        select(stored.series(top)).list(row -> read(row, question, series));
        unwritten.parts().forEach(part -> {
            String group = groupOf.apply(part.subject());
            part.cell().addTo(point(question, series, top.contains(group) ? group : null, slotOf(question, part), measures));
        });
        List<String> order = new ArrayList<>(top);
        order.add(null);
        return order.stream().map(series::get).filter(Objects::nonNull).toList();
    }

    private Sql select(StoredRows.Select select) {
        return database.sql(select.sql()).within(SECONDS).with(select.values().toArray());
    }

    private static int slotOf(StatisticsQuestion question, Part part) {
        return (part.minute() - question.firstMinute()) / question.minutes();
    }

    private static long[] read(Row row, StatisticsQuestion question, Map<String, StatisticsSeries> series) {
        int slot = row.integer();
        int measures = question.table().measures().size();
        long[] counts = point(question, series, row.text(), slot, measures);
        for (int i = 0; i < measures; i++) {
            counts[i] += row.number();
        }
        return counts;
    }

    private static long[] point(StatisticsQuestion question, Map<String, StatisticsSeries> series, String group, int slot,
            int measures) {
        return series.computeIfAbsent(group, any -> new StatisticsSeries(group, new TreeMap<>())).points().computeIfAbsent(
                question.from().plus(question.step().multipliedBy(slot)), any -> new long[measures]);
    }

    /** How the groups of what is not written are found; those that the rows have by a join are looked up. */
    private Function<Subject, String> groups(StatisticsQuestion question, List<Part> parts) {
        return switch (question.by()) {
            case NOTHING -> subject -> "";
            case ENDPOINT -> Subject::endpointId;
            case ORGANIZATION -> subject -> subject.organizationId() == null ? null : subject.organizationId().toString();
            case EVENT_TYPE -> Subject::eventType;
            case APPLICATION -> {
                Map<String, String> applications = pairs("SELECT id, application_id FROM endpoint WHERE id = ANY"
                        + " (CAST(? AS VARCHAR ARRAY))", parts, Subject::endpointId);
                yield subject -> applications.get(subject.endpointId());
            }
            case RESOURCE_TYPE -> {
                Map<String, String> types = pairs("SELECT name, resource_type FROM event_type WHERE name = ANY"
                        + " (CAST(? AS VARCHAR ARRAY))", parts, Subject::eventType);
                yield subject -> types.get(subject.eventType());
            }
        };
    }

    private Map<String, String> pairs(String sql, List<Part> parts, Function<Subject, String> key) {
        String[] keys = parts.stream().map(part -> key.apply(part.subject())).filter(Objects::nonNull).distinct()
                .toArray(String[]::new);
        Map<String, String> pairs = new HashMap<>();
        database.sql(sql).within(SECONDS).with((Object) keys).list(row -> pairs.put(row.text(), row.text()));
        return pairs;
    }

    private Set<String> top(StatisticsQuestion question, StoredRows stored, List<Part> parts,
            Function<Subject, String> groupOf) {
        if (question.by() == GroupBy.NOTHING) {
            return Set.of("");
        }
        Map<String, Long> sizes = new HashMap<>();
        select(stored.sizes(MOST_GROUPS)).list(row -> sizes.merge(row.text(), row.number(), Long::sum));
        parts.forEach(part -> {
            String group = groupOf.apply(part.subject());
            if (group != null && !group.equals(Subject.OTHER)) {
                sizes.merge(group, question.table().sizeOf(part.cell()), Long::sum);
            }
        });
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(question.top()).map(Map.Entry::getKey).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
