package io.carillon.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.database.DatabaseFailure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to counts when the database is away, and when the node stops. */
class StatisticsFlushTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:08Z");
    private static final int MINUTE = Counts.minuteOf(NOW);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final ChangeCounts changes = new ChangeCounts(CLOCK);
    private final DeliveryCounts deliveries = new DeliveryCounts(CLOCK);
    private final FakeWriter writer = new FakeWriter();
    private final StatisticsFlush flush = new StatisticsFlush(deliveries, changes, writer);

    @Test
    void theMinuteThatIsOverIsWrittenWithOneStatement() {
        change(MINUTE - 1, 7);
        change(MINUTE - 1, 8);
        change(MINUTE, 7);
        flush.run();
        assertThat(writer.written, contains("change_statistic " + (MINUTE - 1) + " 2"));
        flush.run();
        assertThat(writer.written.size(), is(1));
    }

    @Test
    void whatCannotBeWrittenIsWrittenLater() {
        change(MINUTE - 1, 7);
        writer.isAway = true;
        assertThrows(DatabaseFailure.class, flush::run);
        change(MINUTE - 1, 8);
        assertThrows(DatabaseFailure.class, flush::run);
        writer.isAway = false;
        flush.run();
        String one = "change_statistic " + (MINUTE - 1) + " 1";
        assertThat(writer.written, contains(one, one));
        assertThat(changes.counts().take(MINUTE), is(empty()));
    }

    @Test
    void theEndWritesThePresentMinuteToo() {
        change(MINUTE, 7);
        deliveries.skipped(new Subject("ep_1", 7L, "team.updated"), 1);
        flush.end();
        assertThat(writer.written, contains("delivery_statistic " + MINUTE + " 1", "change_statistic " + MINUTE + " 1"));
    }

    private void change(int minute, long organization) {
        changes.add(minute, organization, "team.updated", ChangeMeasure.APPLIED);
    }

    /** Notes the table, the minute and the number of subjects of each batch. */
    private static final class FakeWriter extends StatisticsWriter {

        private final List<String> written = new ArrayList<>();
        private boolean isAway;

        @Override
        public void add(StatisticsTable table, List<Batch> batches) {
            if (isAway) {
                throw new DatabaseFailure("away", null);
            }
            batches.forEach(batch -> written.add(table.table() + " " + batch.minute() + " " + batch.cells().size()));
        }

        @Override
        public boolean sumOneHour(StatisticsTable table) {
            return false;
        }
    }
}
