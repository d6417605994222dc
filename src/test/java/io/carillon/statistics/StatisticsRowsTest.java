package io.carillon.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Minutes, the hours that they are summed to, and what is removed, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class StatisticsRowsTest {

    private static final Subject TEAM = new Subject("ep_1", 7L, "team.updated");
    private static final Subject SCORE = new Subject("ep_1", 7L, "score.updated");
    private static final String ROWS = "SELECT grain, at_minute, endpoint_id, event_type, SUM(succeeded), SUM(duration_16)"
            + " FROM delivery_statistic GROUP BY grain, at_minute, endpoint_id, event_type"
            + " ORDER BY grain, at_minute, event_type";
    private static final StatisticsTable TABLE = StatisticsTable.DELIVERIES;
    private static final int HOUR = Grain.HOUR.startOf(Counts.minuteOf(Instant.now().minus(Duration.ofHours(5))));

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aBatchIsAddedOnceHoweverOftenItIsWritten(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StatisticsRows rows = new StatisticsRows(database);
            List<Batch> batch = List.of(batch(HOUR + 1, TEAM, 3, SCORE, 2));
            database.transaction(() -> rows.add(TABLE, batch));
            database.transaction(() -> rows.add(TABLE, batch));
            assertThat(database.query(ROWS), contains(
                    "minute " + (HOUR + 1) + " ep_1 score.updated 2 2", "minute " + (HOUR + 1) + " ep_1 team.updated 3 3",
                    "total-minute " + (HOUR + 1) + " null score.updated 2 2",
                    "total-minute " + (HOUR + 1) + " null team.updated 3 3"));
            assertThat(database.query("SELECT COUNT(*) FROM delivery_statistic"), contains("4"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anHourHasTheSumsOfItsMinutesAndOfThoseThatCameLate(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StatisticsRows rows = new StatisticsRows(database);
            database.transaction(() -> rows.add(TABLE, List.of(batch(HOUR, TEAM, 1, SCORE, 1),
                    batch(HOUR + 59, TEAM, 2, SCORE, 1), batch(HOUR + 180, TEAM, 4, SCORE, 1))));
            while (sumOneHour(database, rows)) {
                assertThat(rows.mark(TABLE) <= HOUR + 240, is(true));
            }
            String hours = "SELECT grain, at_minute, SUM(succeeded) FROM delivery_statistic WHERE event_type = 'team.updated'"
                    + " AND grain LIKE '%hour' GROUP BY grain, at_minute ORDER BY grain, at_minute";
            assertThat(database.query(hours), contains("hour " + HOUR + " 3", "hour " + (HOUR + 180) + " 4",
                    "total-hour " + HOUR + " 3", "total-hour " + (HOUR + 180) + " 4"));

            List<Batch> late = List.of(batch(HOUR + 30, TEAM, 10, SCORE, 1));
            database.transaction(() -> rows.add(TABLE, late));
            database.transaction(() -> rows.add(TABLE, late));
            assertThat(database.query(hours), contains("hour " + HOUR + " 13", "hour " + (HOUR + 180) + " 4",
                    "total-hour " + HOUR + " 13", "total-hour " + (HOUR + 180) + " 4"));
            assertThat(sumOneHour(database, rows), is(false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void minutesGoOnceTheirHoursAreSummed(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StatisticsRows rows = new StatisticsRows(database);
            database.transaction(() -> rows.add(TABLE, List.of(batch(HOUR, TEAM, 1, SCORE, 1))));
            Instant limit = Instant.now();
            assertThat(rows.removeMinutesBefore(limit, 10), is(new Removal(0, 0)));
            while (sumOneHour(database, rows)) {
                assertThat(rows.mark(TABLE) <= HOUR + 360, is(true));
            }
            assertThat(rows.removeMinutesBefore(limit, 3), is(new Removal(3, 3)));
            assertThat(rows.removeMinutesBefore(limit, 3), is(new Removal(1, 1)));
            assertThat(database.query("SELECT DISTINCT grain FROM delivery_statistic ORDER BY grain"),
                    contains("hour", "total-hour"));
            assertThat(rows.removeHoursBefore(Instant.ofEpochSecond(HOUR * 60L), 10).found(), is(0));
            assertThat(rows.removeHoursBefore(limit, 10).removed(), is(4));
            assertThat(database.query(ROWS), is(empty()));
        }
    }

    private static boolean sumOneHour(MigratedDatabase database, StatisticsRows rows) throws Exception {
        boolean[] isMore = {false};
        database.transaction(() -> isMore[0] = rows.sumOneHour(TABLE));
        return isMore[0];
    }

    private static Batch batch(int minute, Subject one, int times, Subject other, int otherTimes) {
        Batch batch = Batch.of(minute);
        batch.cells().put(one, succeeded(times));
        batch.cells().put(other, succeeded(otherTimes));
        return batch;
    }

    private static Cell succeeded(int times) {
        Cell cell = new Cell();
        cell.add(DeliveryMeasures.placeOf("succeeded"), times);
        cell.add(DeliveryMeasures.DURATION + Scale.DURATION.bucketOf(12), times);
        return cell;
    }
}
