package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Removal;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobPage;
import io.carillon.job.JobProgress;
import io.carillon.job.JobState;
import io.carillon.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job's way through its pages, on both databases: which messages it takes, who may work on it, and how it ends. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class RejectedJobsTest {

    private static final Set<JobKind> BOTH = EnumSet.of(JobKind.DELETE, JobKind.REQUEUE);
    private static final RejectedSelection EVERYTHING = new RejectedSelection(null, null, null, null);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aDeletionTakesWhatMatchesPageByPageAndNothingThatWasRejectedLater(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reject(database, 1, 1_200, "malformed");
            reject(database, 2_000, 3, "expired");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            Job started = jobs.start(JobKind.DELETE, new RejectedSelection("malformed", "CORE", null, null));
            assertThat(started.matched(), is(1_200L));
            reject(database, 500_000, 2, "malformed");
            // an id of a node whose clock is late
            database.execute(insert("rm_000000a", "malformed", "clock_timestamp() + INTERVAL '1' SECOND"));

            Job job = jobs.claim().orElseThrow();
            for (int page = 1; page <= 2; page++) {
                job = jobs.deleteNext(job).orElseThrow();
                assertThat(jobs.find().done(), is(500L * page));
                assertThat(jobs.find().state(), is(JobState.RUNNING));
            }
            assertThat(jobs.deleteNext(job), is(Optional.empty()));

            Job ended = jobs.find();
            assertThat(ended.state(), is(JobState.DONE));
            assertThat(ended.done(), is(1_200L));
            assertThat(ended.endedAt().isBefore(ended.startedAt()), is(false));
            assertThat(database.query("SELECT id FROM rejected_message ORDER BY id"), contains("rm_000000a", "rm_0002000",
                    "rm_0002001", "rm_0002002", "rm_0500000", "rm_0500001"));
            assertThat(jobs.claim(), is(Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPageLooksAtALimitedNumberOfRowsHoweverFewMatch(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reject(database, 1, JobPage.LOOKED_AT + 10, "malformed");
            reject(database, 5_000, 1, "expired");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            jobs.start(JobKind.REQUEUE, new RejectedSelection("expired", null, null, null));
            Job job = jobs.claim().orElseThrow();

            JobPage first = jobs.pages.next(job, RejectedRequeue.AT_ONCE);
            assertThat(first, is(new JobPage(List.of(), "rm_0001000", false)));
            JobPage second = jobs.pages.next(job.at(first.lastId(), 0), RejectedRequeue.AT_ONCE);
            assertThat(second, is(new JobPage(List.of("rm_0005000"), "rm_0005000", true)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPageOfARequeueHasAHundredAndTheNextBeginsBehindThem(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reject(database, 1, 150, "malformed");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            jobs.start(JobKind.REQUEUE, EVERYTHING);
            Job job = jobs.claim().orElseThrow();
            JobPage page = jobs.pages.next(job, RejectedRequeue.AT_ONCE);
            assertThat(page.ids(), hasSize(100));
            assertThat(page.isLast(), is(false));

            Job moved = jobs.call(() -> jobs.rows.advance(job, new JobProgress(page.lastId(), 99, 1, "x no", null, 0),
                    false)).orElseThrow();
            JobPage next = jobs.pages.next(moved, RejectedRequeue.AT_ONCE);
            assertThat(next.ids(), hasSize(50));
            assertThat(next.isLast(), is(true));
            assertThat(jobs.call(() -> jobs.rows.advance(moved, new JobProgress(next.lastId(), 50, 0, null, null, 0), true)),
                    is(Optional.empty()));
            assertThat(RejectedJobDocument.of(jobs.find()).lastSkipped(), is("x no"));
            assertThat(List.of(jobs.find().done(), jobs.find().skipped()), contains(149L, 1L));
            assertThat(jobs.find().state(), is(JobState.DONE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void oneNodeWorksAtATimeAndOneWhoseLeaseEndedMovesNothing(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reject(database, 1, 10, "malformed");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            jobs.start(JobKind.DELETE, EVERYTHING);
            Job suspended = jobs.claim().orElseThrow();
            assertThat(jobs.claim(), is(Optional.empty()));
            database.execute("UPDATE job SET leased_until = clock_timestamp() - INTERVAL '1' SECOND");
            Job other = jobs.claim().orElseThrow();
            assertThat(other.fence(), is(suspended.fence() + 1));

            assertThat(jobs.call(() -> jobs.rows.mayGoOn(suspended)), is(false));
            assertThat(jobs.deleteNext(suspended), is(Optional.empty()));
            assertThat(jobs.call(() -> jobs.rows.advance(suspended, new JobProgress("rm_9", 7, 0, null, null, 0), true)),
                    is(Optional.empty()));
            jobs.call(() -> {
                jobs.rows.pause(suspended, new JobProgress("rm_9", 7, 0, null, "away", 1));
                jobs.rows.release(suspended);
                return null;
            });
            assertThat(database.query("SELECT COUNT(*) FROM rejected_message"), contains("10"));
            assertThat(jobs.find().lastId(), is(""));
            assertThat(jobs.claim(), is(Optional.empty()));

            assertThat(jobs.call(() -> jobs.rows.mayGoOn(other)), is(true));
            jobs.deleteNext(other);
            assertThat(jobs.find().done(), is(10L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void afterARestartTheJobGoesOnWhereItWas(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reject(database, 1, 700, "malformed");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            jobs.start(JobKind.DELETE, EVERYTHING);
            jobs.deleteNext(jobs.claim().orElseThrow());
            database.execute("UPDATE job SET leased_until = clock_timestamp() - INTERVAL '1' SECOND");

            Job job = new JobsOnDatabase(database).claim().orElseThrow();
            assertThat(job.lastId(), is("rm_0000500"));
            assertThat(jobs.deleteNext(job), is(Optional.empty()));
            assertThat(jobs.find().done(), is(700L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aStoppedJobEndsBeforeItsNextPageAndDuringAPause(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reject(database, 1, 700, "malformed");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            Job started = jobs.start(JobKind.DELETE, EVERYTHING);
            Job job = jobs.deleteNext(jobs.claim().orElseThrow()).orElseThrow();
            jobs.call(() -> {
                jobs.rows.pause(job, new JobProgress(job.lastId(), 0, 0, null, "away", 1));
                return null;
            });
            assertThat(jobs.find().lastError(), is("away"));
            assertThat("paused", jobs.claim(), is(Optional.empty()));

            assertThat(jobs.jobs.stop(started).state(), is(JobState.STOPPING));
            assertThat("again", jobs.jobs.stop(started).state(), is(JobState.STOPPING));
            assertThat(jobs.find().state(), is(JobState.STOPPING));
            Job stopping = jobs.claim().orElseThrow();
            assertThat(jobs.call(() -> jobs.rows.mayGoOn(stopping)), is(false));
            assertThat(jobs.find().state(), is(JobState.STOPPED));
            assertThat(jobs.find().done(), is(500L));
            assertThat(assertThrows(ProblemException.class, () -> jobs.jobs.stop(started)).getMessage(),
                    containsString("has already ended"));
            assertThat(jobs.claim(), is(Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void withoutAMessageAJobIsDoneAtOnce(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            assertThat(jobs.start(JobKind.DELETE, EVERYTHING).matched(), is(0L));
            assertThat(jobs.deleteNext(jobs.claim().orElseThrow()), is(Optional.empty()));
            assertThat(jobs.find().state(), is(JobState.DONE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void everyFilterIsKeptAndApplied(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute(insert("rm_a", "malformed", "CAST('2026-01-01 00:00:00+00' AS TIMESTAMP WITH TIME ZONE)"));
            database.execute(insert("rm_b", "malformed", "CAST('2026-01-02 00:00:00+00' AS TIMESTAMP WITH TIME ZONE)"));
            database.execute(insert("rm_c", "malformed", "CAST('2026-01-03 00:00:00+00' AS TIMESTAMP WITH TIME ZONE)"));
            database.execute("UPDATE rejected_message SET protocol = NULL WHERE id = 'rm_b'");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            RejectedSelection period = new RejectedSelection(null, null, Instant.parse("2026-01-01T12:00:00Z"),
                    Instant.parse("2026-01-03T00:00:00Z"));
            assertThat(jobs.start(JobKind.DELETE, period).matched(), is(1L));
            Job job = jobs.claim().orElseThrow();
            assertThat(job.selectionAs(RejectedSelection.class), is(period));
            jobs.deleteNext(job);
            assertThat(database.query("SELECT id FROM rejected_message ORDER BY id"), contains("rm_a", "rm_c"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void countingThatTakesTooLongIsLeftOut(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reject(database, 1, 2 * JobPage.LOOKED_AT, "malformed");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            Job job = jobs.start(JobKind.DELETE, EVERYTHING);
            assertThat(jobs.pages.matched(EVERYTHING, job.startedAt(), job.highestId(), Duration.ofMinutes(1)),
                    is(2L * JobPage.LOOKED_AT));
            assertThat(jobs.pages.matched(EVERYTHING, job.startedAt(), job.highestId(), Duration.ZERO), is(nullValue()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void jobsTakeTurnsAndAreRemovedSomeTimeAfterTheirEnd(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            reject(database, 1, 10, "malformed");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            String first = jobs.start(JobKind.REQUEUE, EVERYTHING).id();
            String second = jobs.start(JobKind.REQUEUE, EVERYTHING).id();
            Job claimed = jobs.claim().orElseThrow();
            assertThat(claimed.id(), is(first));
            jobs.call(() -> {
                jobs.rows.release(claimed);
                return null;
            });
            Job next = jobs.claim().orElseThrow();
            assertThat(next.id(), is(second));
            jobs.call(() -> jobs.rows.advance(next, JobProgress.none(""), true));

            assertThat(jobs.jobs.removeBefore(database.now().minusSeconds(60), 10), is(new Removal(0, 0)));
            assertThat(jobs.jobs.removeBefore(database.now().plusSeconds(60), 10), is(new Removal(1, 1)));
            assertThat(jobs.jobs.list(BOTH, "", 10).stream().map(Job::id).toList(), contains(first));
            assertThat(jobs.jobs.list(BOTH, first, 10), is(empty()));
        }
    }

    /** The rest of the page waits; what was locked is deleted once it is free. */
    @Test
    void aDeletionDoesNotWaitForARowThatIsLocked() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            reject(database, 1, 10, "malformed");
            JobsOnDatabase jobs = new JobsOnDatabase(database);
            jobs.start(JobKind.DELETE, EVERYTHING);
            Job job;
            try (Connection other = database.anotherConnection(); var statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("UPDATE rejected_message SET requeued_at = clock_timestamp() WHERE id = 'rm_0000005'");
                job = jobs.deleteNext(jobs.claim().orElseThrow()).orElseThrow();
                assertThat(job.lastId(), is("rm_0000004"));
                assertThat(jobs.deleteNext(job), is(Optional.empty()));
                assertThat(jobs.find().state(), is(JobState.RUNNING));
                other.rollback();
            }
            jobs.deleteNext(job);
            assertThat(jobs.find().done(), is(10L));
            assertThat(jobs.find().state(), is(JobState.DONE));
        }
    }

    private static void reject(MigratedDatabase database, int first, int count, String reason) throws SQLException {
        database.transaction(() -> {
            for (int i = first; i < first + count; i++) {
                database.execute(insert("rm_%07d".formatted(i), reason, "clock_timestamp()"));
            }
        });
    }

    private static String insert(String id, String reason, String rejectedAt) {
        return """
                INSERT INTO rejected_message (id, rejected_at, reason, detail, jms_type, properties, origin, element_index,
                    sent_at, protocol, body)
                VALUES ('%1$s', %3$s, '%2$s', 'is bad', 'text', '{}', '%1$s', -1, clock_timestamp(), 'CORE', '')"""
                .formatted(id, reason, rejectedAt);
    }
}
