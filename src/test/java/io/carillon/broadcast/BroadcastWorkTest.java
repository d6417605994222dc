package io.carillon.broadcast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobRows;
import io.carillon.job.JobState;
import io.carillon.job.Jobs;
import io.carillon.job.StepsOnDatabase;
import io.carillon.queue.Change;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueueUnavailable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broadcast's way through the organizations, on both databases: which get a change, under which id, and once. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class BroadcastWorkTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final BroadcastChange CHANGE =
            new BroadcastChange(null, null, "rules", "event.updated", null, null, null, false);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void eachOrganizationGetsAChangeOfItsOwnPageByPage(String vendor) throws Exception {
        try (MigratedDatabase database = of(vendor)) {
            Fixture fixture = new Fixture(database);
            organizations(database, 1, 1_250, true);
            fixture.start(null, "{\"a\":1}");
            assertThat(fixture.found().matched(), is(1_250L));

            Optional<Job> job = fixture.next(fixture.claim());
            assertThat(fixture.found().done(), is(100L));
            assertThat(fixture.sent, hasSize(1));
            while (job.isPresent()) {
                job = fixture.next(job.get());
            }

            assertThat(fixture.found().state(), is(JobState.DONE));
            assertThat(fixture.found().done(), is(1_250L));
            assertThat(fixture.organizations(), is(LongStream.rangeClosed(1, 1_250).boxed().toList()));
            assertThat(fixture.changes().get(6), is(new Change(fixture.id + "-7", 7, "event.updated", null, null, "rules", null,
                    "{\"a\":1}", List.of(), false)));
        }
    }

    /** The parent of an organization may get the change in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void organizationsWhereNoEndpointCanGetItAreLeftOut(String vendor) throws Exception {
        try (MigratedDatabase database = of(vendor)) {
            Fixture fixture = new Fixture(database);
            organizations(database, 1, 3, true);
            organizations(database, 4, 5, false);
            database.execute("UPDATE organization SET parent_id = 1 WHERE id = 4");
            database.execute("UPDATE organization SET deleted_at = CURRENT_TIMESTAMP WHERE id = 2");
            database.execute("INSERT INTO application (id, name, created_at) VALUES ('other', 'O', CURRENT_TIMESTAMP)");
            database.execute("UPDATE enablement SET application_id = 'other' WHERE organization_id = 3");

            assertThat(fixture.sentTo(null), contains(1L, 3L, 4L));
            assertThat(fixture.sentTo("app"), contains(1L));
            assertThat(fixture.sentTo("other"), contains(3L));
            assertThat(fixture.sentTo("none"), is(empty()));
            assertThat(fixture.pages.count("other", 5, LONG), is(new BroadcastPreview(1L, null)));
            assertThat(fixture.pages.count(null, 5, LONG), is(new BroadcastPreview(3L, null)));
            assertThat(fixture.pages.count(null, 5, Duration.ZERO), is(new BroadcastPreview(null, 0L)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPageThatIsRepeatedHasTheSameIds(String vendor) throws Exception {
        try (MigratedDatabase database = of(vendor)) {
            Fixture fixture = new Fixture(database);
            organizations(database, 1, 150, true);
            fixture.start(null, null);
            Job suspended = fixture.claim();
            database.execute("UPDATE job SET leased_until = clock_timestamp() - INTERVAL '1' SECOND");
            Job newer = fixture.claim();

            assertThat(fixture.next(suspended), is(Optional.empty()));
            assertThat(fixture.found().done(), is(0L));
            fixture.next(newer);
            assertThat(fixture.found().done(), is(100L));
            assertThat(fixture.sent, hasSize(2));
            assertThat(fixture.sent.get(1), is(fixture.sent.get(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void itKeepsItsPlaceWhileTheBrokerDoesNotConfirm(String vendor) throws Exception {
        try (MigratedDatabase database = of(vendor)) {
            Fixture fixture = new Fixture(database);
            organizations(database, 1, 10, true);
            fixture.start(null, null);
            fixture.isDown = true;
            assertThat(fixture.next(fixture.claim()), is(Optional.empty()));
            assertThat(fixture.found().state(), is(JobState.RUNNING));
            assertThat(fixture.found().lastError(), containsString("did not confirm the changes: no disk"));
            assertThat(fixture.found().lastId(), is("0"));

            fixture.isDown = false;
            database.execute("UPDATE job SET due_at = clock_timestamp()");
            fixture.next(fixture.claim());
            assertThat(fixture.found().state(), is(JobState.DONE));
            assertThat(fixture.organizations(), hasSize(10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void oneRunsAtATimeAndOtherJobsBesideIt(String vendor) throws Exception {
        try (MigratedDatabase database = of(vendor)) {
            Fixture fixture = new Fixture(database);
            fixture.start(null, "{}");
            Job second = fixture.planned(null);
            assertThat(fixture.jobs.startAlone(second), is(false));
            assertThat(database.query("SELECT COUNT(*) FROM job"), contains("1"));
            for (int i = 0; i < 2; i++) {
                fixture.jobs.start(Job.starting("rd", JobKind.REDELIVER, null, new BroadcastSelection(CHANGE, null), null,
                        database.now(), "", ""));
            }

            database.execute("UPDATE job SET state = 'stopping' WHERE kind = 'broadcast'");
            assertThat("it works until its page ends", fixture.jobs.startAlone(second), is(false));
            database.execute("UPDATE job SET state = 'stopped', ended_at = clock_timestamp() WHERE kind = 'broadcast'");
            assertThat(fixture.jobs.startAlone(second), is(true));

            fixture.jobs.removeBefore(database.now().plusSeconds(60), 10);
            assertThat("its data went with it", database.query("SELECT job_id FROM broadcast_data"), is(empty()));
            assertThat(fixture.jobs.list(Broadcasts.KINDS, "", 10).stream().map(Job::id).toList(), contains(second.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aMessageHasAMegabyteOfDataAtMostUnlessOneChangeHasMore(String vendor) throws Exception {
        try (MigratedDatabase database = of(vendor)) {
            Fixture fixture = new Fixture(database);
            organizations(database, 1, 7, true);
            fixture.start(null, data(BroadcastWork.MOST_DATA / 3));
            fixture.workThrough();
            assertThat(fixture.sent.stream().map(List::size).toList(), contains(3, 3, 1));

            fixture.sent.clear();
            fixture.start(null, data(BroadcastWork.MOST_DATA));
            fixture.workThrough();
            assertThat(fixture.sent, hasSize(7));
            assertThat(fixture.changes().stream().map(change -> change.data().length()).toList(),
                    everyItem(is(BroadcastWork.MOST_DATA)));
        }
    }

    @Test
    void whatIsShownHasNoData() throws Exception {
        try (MigratedDatabase database = of("h2")) {
            Fixture fixture = new Fixture(database);
            fixture.start("app", "{\"a\":1}");
            BroadcastDocument shown = BroadcastDocument.of(fixture.found());
            assertThat(shown.change().data(), is(nullValue(JsonNode.class)));
            assertThat(shown.change(), is(CHANGE));
            assertThat(shown.application(), is("app"));
        }
    }

    private static String data(int length) {
        return "{\"a\":\"" + "x".repeat(length - 8) + "\"}";
    }

    private static MigratedDatabase of(String vendor) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        return database;
    }

    private static void organizations(MigratedDatabase database, int first, int last, boolean isEnabling) throws SQLException {
        database.transaction(() -> {
            for (int id = first; id <= last; id++) {
                database.execute("INSERT INTO organization (id, name, created_at) VALUES (" + id + ", 'O', CURRENT_TIMESTAMP)");
                if (isEnabling) {
                    database.execute("INSERT INTO enablement (organization_id, application_id, enabled_at) VALUES (" + id
                            + ", 'app', CURRENT_TIMESTAMP)");
                }
            }
        });
    }

    /** A broadcast outside a container, and what it has sent, message by message. */
    private static final class Fixture extends ChangeQueue {

        private final MigratedDatabase database;
        private final Jobs jobs;
        private final JobRows rows;
        private final BroadcastPages pages;
        private final BroadcastData data;
        private final BroadcastWork work;
        private final StepsOnDatabase steps;
        private final List<List<Change>> sent = new ArrayList<>();
        private boolean isDown;
        private String id;

        Fixture(MigratedDatabase database) {
            this.database = database;
            jobs = new Jobs(database);
            rows = new JobRows(database);
            pages = new BroadcastPages(database);
            data = new BroadcastData(database);
            steps = new StepsOnDatabase(database);
            work = new BroadcastWork(pages, data, this, rows, steps);
        }

        @Override
        public void publish(String producer, List<Change> batch) {
            assertThat(producer, is(Change.OURSELVES));
            if (isDown) {
                throw new QueueUnavailable(new IOException("no disk"));
            }
            sent.add(batch);
        }

        Job planned(String application) {
            long highest = pages.highestId();
            return Job.starting("bc", JobKind.BROADCAST, null, new BroadcastSelection(CHANGE, application),
                    pages.count(application, highest, LONG).count(), database.now(), "0", String.valueOf(highest));
        }

        void start(String application, String text) {
            Job job = planned(application);
            assertThat(jobs.startAlone(job), is(true));
            if (text != null) {
                data.store(job.id(), text);
            }
            id = job.id();
        }

        Job claim() {
            return steps.run(rows::claim).orElseThrow();
        }

        Optional<Job> next(Job job) {
            return work.next(job);
        }

        void workThrough() {
            Optional<Job> job = Optional.of(claim());
            while (job.isPresent()) {
                job = next(job.get());
            }
        }

        List<Long> sentTo(String application) {
            sent.clear();
            start(application, null);
            workThrough();
            return organizations();
        }

        List<Change> changes() {
            return sent.stream().flatMap(List::stream).toList();
        }

        List<Long> organizations() {
            return changes().stream().map(Change::organizationId).toList();
        }

        Job found() {
            return jobs.find(id, JobKind.BROADCAST).orElseThrow();
        }
    }
}
