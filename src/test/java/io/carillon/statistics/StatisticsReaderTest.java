package io.carillon.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.statistics.DeliveryCounts.Attempted;
import io.carillon.statistics.DeliveryCounts.Next;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series of what was counted: not written yet, in minutes, in hours, and in all of them together; on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class StatisticsReaderTest {

    private static final Instant HOUR = Instant.now().minus(Duration.ofHours(6)).truncatedTo(ChronoUnit.HOURS);
    private static final Instant END = HOUR.plus(Duration.ofHours(5));
    private static final Clock CLOCK = Clock.fixed(END, ZoneOffset.UTC);

    private final DeliveryCounts deliveries = new DeliveryCounts(CLOCK);
    private final ChangeCounts changes = new ChangeCounts(CLOCK);
    private MigratedDatabase database;
    private StatisticsRows rows;
    private StatisticsReader reader;
    private StatisticsFlush flush;

    private void open(String vendor) throws SQLException {
        database = MigratedDatabase.of(vendor);
        Rows.application(database);
        Rows.endpoints(database, "ep_1", "ep_2");
        rows = new StatisticsRows(database);
        reader = new StatisticsReader(database, deliveries, changes, rows);
        StatisticsWriter writer = new StatisticsWriter();
        writer.rows = rows;
        flush = new StatisticsFlush(deliveries, changes, writer);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anAnswerIsTheSameBeforeAndAfterWritingAndSumming(String vendor) throws Exception {
        open(vendor);
        attempt("ep_1", 7, "team.updated", HOUR.plusSeconds(30), "succeeded");
        attempt("ep_1", 7, "score.updated", HOUR.plusSeconds(90), "timeout");
        attempt("ep_2", 8, "team.updated", HOUR.plusSeconds(3_700), "succeeded");
        attempt("ep_2", 8, "team.updated", HOUR.plusSeconds(3_760), "succeeded");
        assertAnswers();

        flush.end();
        assertThat(deliveries.counts().take(Integer.MAX_VALUE), is(empty()));
        assertAnswers();
        attempt("ep_2", 8, "team.updated", HOUR.plusSeconds(3_701), "succeeded");
        assertThat(sums(GroupBy.NOTHING, Duration.ofHours(1), Selection.ALL), contains(": +0:2 +60:3"));
        flush.run();
        assertThat(database.query("SELECT summed_until FROM statistic_mark WHERE summed_until > 0").size(), is(2));
        attempt("ep_2", 8, "team.updated", HOUR.plusSeconds(3_702), "succeeded");
        assertThat(sums(GroupBy.NOTHING, Duration.ofHours(1), Selection.ALL), contains(": +0:2 +60:4"));
        flush.end();
        assertThat(sums(GroupBy.NOTHING, Duration.ofHours(1), Selection.ALL), contains(": +0:2 +60:4"));
        assertThat(sums(GroupBy.ENDPOINT, Duration.ofHours(6), Selection.ALL), contains("ep_2: +0:4", "ep_1: +0:2"));
    }

    private void assertAnswers() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(sums(GroupBy.NOTHING, minute, Selection.ALL), contains(": +0:1 +1:1 +61:1 +62:1"));
        assertThat(sums(GroupBy.NOTHING, Duration.ofHours(1), Selection.ALL), contains(": +0:2 +60:2"));
        assertThat(sums(GroupBy.ENDPOINT, Duration.ofHours(1), Selection.ALL), contains("ep_1: +0:2", "ep_2: +60:2"));
        assertThat(sums(GroupBy.ORGANIZATION, minute, Selection.ALL), contains("7: +0:1 +1:1", "8: +61:1 +62:1"));
        assertThat(sums(GroupBy.APPLICATION, Duration.ofHours(6), Selection.ALL), contains("app: +0:4"));
        assertThat(sums(GroupBy.EVENT_TYPE, Duration.ofHours(1), Selection.ALL),
                contains("team.updated: +0:1 +60:2", "score.updated: +0:1"));
        assertThat(sums(GroupBy.RESOURCE_TYPE, Duration.ofHours(1), Selection.ALL),
                contains("team: +0:1 +60:2", "score: +0:1"));
        assertThat(sums(GroupBy.NOTHING, minute, new Selection(7L, null, null, "team.updated")), contains(": +0:1"));
        assertThat(sums(GroupBy.NOTHING, minute, new Selection(7L, null, null, null),
                new Selection(null, 7L, Set.of("ep_2"), null)), contains(": +0:1 +1:1 +61:1 +62:1"));
        assertThat(sums(GroupBy.NOTHING, minute, new Selection(null, 8L, Set.of("ep_2"), null)), is(empty()));
        assertThat(sums(GroupBy.NOTHING, minute), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theLargestGroupsHaveASeriesAndTheOthersShareOne(String vendor) throws Exception {
        open(vendor);
        for (int i = 1; i <= 9; i++) {
            for (int times = 0; times < i; times++) {
                attempt("ep_" + i, i, "team.updated", HOUR, "succeeded");
            }
            if (i == 5) {
                flush.end();
            }
        }
        StatisticsQuestion question = new StatisticsQuestion(StatisticsTable.DELIVERIES, HOUR, END, Duration.ofHours(1),
                GroupBy.ENDPOINT, 3, List.of(Selection.ALL));
        assertThat(texts(reader.series(question)), contains("ep_9: +0:9", "ep_8: +0:8", "ep_7: +0:7", "null: +0:21"));
        StatisticsQuestion byApplication = new StatisticsQuestion(StatisticsTable.DELIVERIES, HOUR, END, Duration.ofHours(1),
                GroupBy.APPLICATION, 3, List.of(Selection.ALL));
        assertThat("endpoints without a row have no application", texts(reader.series(byApplication)),
                contains("app: +0:3", "null: +0:42"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void everyMeasureIsKept(String vendor) throws Exception {
        open(vendor);
        Subject subject = new Subject("ep_1", 7L, "team.updated");
        deliveries.attempted(new Attempted(subject, HOUR, "status", Next.RETRY, 12, HOUR.minusMillis(1_500)));
        deliveries.attempted(new Attempted(subject, HOUR, "no-name-service", Next.GIVEN_UP, 70_000, null));
        deliveries.skipped(subject, 4);
        changes.add(changes.minute(), null, null, ChangeMeasure.REJECTED);
        changes.add(changes.minute(), 7L, "team.updated", ChangeMeasure.INSTANT);
        changes.add(changes.minute(), 7L, "team.updated", ChangeMeasure.APPLIED);
        flush.end();
        StatisticsQuestion question = new StatisticsQuestion(StatisticsTable.DELIVERIES, HOUR, END.plusSeconds(60),
                Duration.ofMinutes(1), GroupBy.NOTHING, 1, List.of(Selection.ALL));
        long[] total = reader.series(question).get(0).total(DeliveryMeasures.COLUMNS.size());
        long[] expected = new long[DeliveryMeasures.COLUMNS.size()];
        Stream.of("status", "no_name_service", "retried", "failed", "duration_16", "duration_more", "latency_1600")
                .forEach(column -> expected[DeliveryMeasures.COLUMNS.indexOf(column)] = 1);
        expected[DeliveryMeasures.SKIPPED] = 4;
        assertThat(total, is(expected));

        StatisticsQuestion ofChanges = new StatisticsQuestion(StatisticsTable.CHANGES, HOUR, END.plusSeconds(60),
                Duration.ofMinutes(1), GroupBy.ORGANIZATION, 9, List.of(Selection.ALL));
        List<StatisticsSeries> series = reader.series(ofChanges);
        assertThat(series.stream().map(one -> one.group() + " " + LongStream.of(one.total(5)).boxed().toList()).toList(),
                containsInAnyOrder("7 [1, 1, 0, 0, 0]", "null [0, 0, 0, 0, 1]"));
    }

    private void attempt(String endpoint, long organization, String eventType, Instant at, String outcome) {
        deliveries.attempted(new Attempted(new Subject(endpoint, organization, eventType), at, outcome, Next.NOTHING, 5, null));
    }

    private List<String> sums(GroupBy by, Duration step, Selection... selections) {
        return texts(reader.series(new StatisticsQuestion(StatisticsTable.DELIVERIES, HOUR, END, step, by, 10,
                List.of(selections))));
    }

    /** Each series as its group and, for each point, its minute after the start and its attempts. */
    private static List<String> texts(List<StatisticsSeries> series) {
        return series.stream().map(one -> one.group() + ": " + one.points().entrySet().stream()
                .map(point -> "+" + Duration.between(HOUR, point.getKey()).toMinutes() + ":"
                        + LongStream.of(point.getValue()).limit(DeliveryMeasures.OUTCOMES.size()).sum())
                .collect(Collectors.joining(" "))).toList();
    }
}
