package io.carillon.tracking;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobRows;
import io.carillon.job.JobState;
import io.carillon.job.Jobs;
import io.carillon.job.StepsOnDatabase;
import io.carillon.message.Deliveries;
import io.carillon.message.Reopening;
import io.carillon.message.Turns;
import io.carillon.platform.Ids;
import io.carillon.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A redelivery's way through its deliveries, on both databases: which it takes, which it skips, and what a preview counts. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class RedeliveryWorkTest {

    private static final Instant FIRST = Instant.parse("2026-11-26T07:00:00Z");
    private static final List<String> FAILED = List.of("failed");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void everyMatchingDeliveryOfThePeriodIsPendingAgain(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor, 1_200)) {
            Fixture fixture = new Fixture(database);
            fixture.start(selection(null, "ep_a", FAILED, FIRST.plusSeconds(100), FIRST.plusSeconds(1_100)));
            Optional<Job> job = fixture.next(fixture.claim());
            assertThat(fixture.found().done(), is(500L));
            while (job.isPresent()) {
                job = fixture.next(job.get());
            }

            assertThat(fixture.found().state(), is(JobState.DONE));
            assertThat(fixture.found().done(), is(1_000L));
            assertThat(fixture.found().skipped(), is(0L));
            assertThat(database.query("SELECT COUNT(*) FROM delivery WHERE state = 'pending' AND due_at <= clock_timestamp()"
                    + " AND completed_at IS NULL AND id >= '" + id(100) + "' AND id <= '" + id(1_099) + "'"), contains("1000"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPreviewCountsWhatTheJobTakesAndStopsInTime(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor, 1_200)) {
            RedeliveryPages pages = new RedeliveryPages(database);
            RedeliverySelection selection = selection(null, "ep_a", FAILED, FIRST.plusSeconds(5), FIRST.plusSeconds(1_105));
            String highest = pages.highestId(selection);
            assertThat(pages.preview(selection, highest, Duration.ofMinutes(1)), is(new RedeliveryPreview(1_100L, null,
                    FIRST.plusSeconds(5), FIRST.plusSeconds(1_104))));
            RedeliveryPreview inTime = pages.preview(selection, highest, Duration.ZERO);
            assertThat(inTime.count(), is(nullValue()));
            assertThat(inTime.atLeast(), is(0L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void eachFilterIsAppliedAlone(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor, 4)) {
            delivery(database, "ep_b", 10, "skipped");
            database.execute("INSERT INTO application (id, name, created_at) VALUES ('other', 'O', CURRENT_TIMESTAMP)");
            database.execute("UPDATE endpoint SET application_id = 'other' WHERE id = 'ep_b'");
            database.execute("""
                    INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                        first_change_at, last_change_at, created_at)
                    VALUES ('wh_other', 8, 'score', 's', 'create', 'score.created', 'instant', 1, CURRENT_TIMESTAMP,
                        CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""");
            database.execute("UPDATE delivery SET message_id = 'wh_other' WHERE id = '" + id(3) + "'");
            List<String> any = List.of("failed", "skipped");
            Instant to = FIRST.plusSeconds(60);
            assertThat(count(database, selection("app", null, any, FIRST, to)), is(4L));
            assertThat(count(database, selection("other", null, any, FIRST, to)), is(1L));
            assertThat(count(database, selection(null, "ep_b", any, FIRST, to)), is(1L));
            assertThat(count(database, selection(null, null, List.of("skipped"), FIRST, to)), is(1L));
            assertThat(count(database, selection(null, null, any, FIRST.plusSeconds(3), to)), is(2L));
            assertThat(count(database, selection(null, null, any, FIRST, FIRST.plusSeconds(3))), is(3L));
            assertThat(count(database, of(8L, null, null, null)), is(1L));
            assertThat(count(database, of(null, "score", null, null)), is(1L));
            assertThat(count(database, of(null, null, "s", null)), is(1L));
            assertThat(count(database, of(null, null, null, List.of("score.created", "none.created"))), is(1L));
            assertThat(count(database, of(null, null, null, null)), is(5L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatMayNotBeSentAnyMoreIsSkippedWithTheReason(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor, 5)) {
            delivery(database, "ep_b", 10, "failed");
            database.execute("UPDATE endpoint SET status = 'inactive' WHERE id = 'ep_b'");
            Fixture fixture = new Fixture(database);
            fixture.start(selection("app", null, FAILED, FIRST, FIRST.plusSeconds(60)));
            fixture.next(fixture.claim());
            assertThat(fixture.found().done(), is(5L));
            assertThat(fixture.found().skipped(), is(1L));
            assertThat(fixture.found().lastSkipped(), containsString(id(10) + " cannot be sent any more"));

            database.execute("UPDATE delivery SET state = 'failed', due_at = NULL");
            database.execute("DELETE FROM enablement");
            fixture.start(selection("app", null, FAILED, FIRST, FIRST.plusSeconds(60)));
            fixture.next(fixture.claim());
            assertThat(fixture.found().skipped(), is(6L));
            assertThat(database.query("SELECT COUNT(*) FROM delivery WHERE state = 'pending'"), contains("0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aNodeThatLostItsLeaseReopensNothing(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor, 5)) {
            Fixture fixture = new Fixture(database);
            fixture.start(selection("app", null, FAILED, FIRST, FIRST.plusSeconds(60)));
            Job suspended = fixture.claim();
            database.execute("UPDATE job SET fence = fence + 1");
            assertThat(fixture.next(suspended), is(Optional.empty()));
            assertThat(database.query("SELECT COUNT(*) FROM delivery WHERE state = 'pending'"), contains("0"));
        }
    }

    private static long count(MigratedDatabase database, RedeliverySelection selection) {
        RedeliveryPages pages = new RedeliveryPages(database);
        return pages.preview(selection, pages.highestId(selection), Duration.ofMinutes(1)).count();
    }

    private static RedeliverySelection selection(String application, String endpoint, List<String> status, Instant from,
            Instant to) {
        return new RedeliverySelection(application, endpoint, null, null, null, null, status, from, to, null);
    }

    private static RedeliverySelection of(Long organization, String resourceType, String resourceId, List<String> eventTypes) {
        return new RedeliverySelection(null, null, organization, resourceType, resourceId, eventTypes,
                List.of("failed", "skipped"), FIRST, FIRST.plusSeconds(60), null);
    }

    /** Failed deliveries to the endpoint {@code ep_a}, one for each second. */
    private static MigratedDatabase filled(String vendor, int count) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        Rows.endpoints(database, "ep_a", "ep_b");
        database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'Test', CURRENT_TIMESTAMP)");
        database.execute("INSERT INTO enablement (organization_id, application_id, enabled_at) "
                + "VALUES (7, 'app', CURRENT_TIMESTAMP)");
        Rows.message(database, "wh", "CURRENT_TIMESTAMP");
        database.transaction(() -> {
            for (int i = 0; i < count; i++) {
                delivery(database, "ep_a", i, "failed");
            }
        });
        return database;
    }

    private static void delivery(MigratedDatabase database, String endpoint, int second, String state) throws SQLException {
        database.execute("""
                INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, created_at, completed_at)
                VALUES ('%s', 'wh', '%s', '%s', 1, 1, '%s', CURRENT_TIMESTAMP)"""
                .formatted(id(second), endpoint, state, FIRST.plusSeconds(second)));
    }

    private static String id(int second) {
        return Ids.lowest("dl", FIRST.plusSeconds(second)) + "x";
    }

    /** A redelivery outside a container. */
    private static final class Fixture {

        private final MigratedDatabase database;
        private final Jobs jobs;
        private final JobRows rows;
        private final RedeliveryPages pages;
        private final RedeliveryWork work;
        private final StepsOnDatabase steps;
        private String id;

        Fixture(MigratedDatabase database) {
            this.database = database;
            jobs = new Jobs(database);
            rows = new JobRows(database);
            pages = new RedeliveryPages(database);
            steps = new StepsOnDatabase(database);
            Turns turns = new Turns(database, new Deliveries(database), Settings.of(Map.of()));
            work = new RedeliveryWork(pages, new Reopening(database, turns), null, new NoEvents<>(), rows, steps);
        }

        void start(RedeliverySelection selection) {
            Job job = Job.starting("rd", JobKind.REDELIVER, "app", selection, null, database.now(),
                    RedeliveryPages.firstId(selection), pages.highestId(selection));
            jobs.start(job);
            id = job.id();
        }

        Job claim() {
            return steps.run(rows::claim).orElseThrow();
        }

        Optional<Job> next(Job job) {
            return work.next(job);
        }

        Job found() {
            return jobs.find(id, JobKind.REDELIVER).orElseThrow();
        }
    }
}
