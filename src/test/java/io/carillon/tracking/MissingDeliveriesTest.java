package io.carillon.tracking;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.catalog.TeamCatalog;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.endpoint.Subscriptions;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobRows;
import io.carillon.job.JobState;
import io.carillon.job.Jobs;
import io.carillon.job.StepsOnDatabase;
import io.carillon.message.Deliveries;
import io.carillon.message.MissingMessages;
import io.carillon.message.Outbox;
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

/** The way of a job through the messages that an endpoint never had, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class MissingDeliveriesTest {

    private static final Instant FIRST = Instant.parse("2026-11-26T07:00:00Z");
    private static final String DELIVERED = "SELECT message_id FROM delivery WHERE endpoint_id = 'ep_new' ORDER BY message_id";

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void eachMessageOfThePeriodGetsOneDeliveryHoweverOftenItIsAsked(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.transaction(() -> {
                for (int i = 0; i < 1_200; i++) {
                    message(database, i, "'instant'");
                }
            });
            database.execute("INSERT INTO delivery"
                    + " (id, message_id, endpoint_id, state, attempts, fence, created_at, completed_at)"
                    + " VALUES ('dl_1', '" + id(500) + "', 'ep_new', 'succeeded', 1, 1, '" + FIRST + "', CURRENT_TIMESTAMP)");
            Fixture fixture = new Fixture(database);
            RedeliverySelection selection = selection(100, 1_100, null);
            assertThat(fixture.preview(selection), is(new RedeliveryPreview(999L, null, FIRST.plusSeconds(100),
                    FIRST.plusSeconds(1_099))));

            fixture.run(selection);
            assertThat(fixture.found().state(), is(JobState.DONE));
            assertThat(fixture.found().done(), is(999L));
            assertThat(database.query("SELECT COUNT(*), COUNT(DISTINCT message_id) FROM delivery WHERE endpoint_id = 'ep_new'"),
                    contains("1000 1000"));
            assertThat(database.query("SELECT COUNT(*) FROM delivery WHERE state = 'pending' AND due_at <= clock_timestamp()"),
                    contains("999"));

            fixture.run(selection);
            assertThat(fixture.found().done(), is(0L));
            assertThat(fixture.preview(selection).count(), is(0L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aNodeThatLostItsLeaseWritesNothing(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            message(database, 1, "'instant'");
            Fixture fixture = new Fixture(database);
            fixture.start(selection(0, 60, null));
            Job suspended = fixture.claim();
            database.execute("UPDATE job SET leased_until = clock_timestamp()");
            Job newer = fixture.claim();
            assertThat(fixture.work.next(newer), is(Optional.empty()));
            assertThat(fixture.work.next(suspended), is(Optional.empty()));
            assertThat(database.query(DELIVERED), contains(id(1)));
            assertThat(fixture.found().done(), is(1L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void todaysSubscriptionDecides(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            message(database, 1, "'instant'");
            message(database, 2, "'instant'");
            message(database, 3, "'instant'");
            message(database, 4, "'coalesced'");
            database.execute("UPDATE message SET event_type = 'score.updated' WHERE id = '" + id(2) + "'");
            database.execute("UPDATE message SET data = '{\"n\":7}' WHERE id = '" + id(3) + "'");
            Fixture fixture = new Fixture(database);
            assertThat(fixture.preview(selection(0, 60, null)).count(), is(3L));
            assertThat(fixture.preview(selection(0, 60, List.of("score.updated"))).count(), is(1L));

            database.execute("UPDATE endpoint SET event_types = 'team.*' WHERE id = 'ep_new'");
            assertThat(fixture.preview(selection(0, 60, null)).count(), is(2L));
            database.execute("UPDATE endpoint SET content_filter = '{\"data\":{\"n\":7}}' WHERE id = 'ep_new'");
            fixture.run(selection(0, 60, null));
            assertThat(database.query(DELIVERED), contains(id(3)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatTheEndpointMayNotGetIsLeftOut(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            for (int i = 1; i <= 4; i++) {
                message(database, i, "'instant'");
            }
            database.execute("UPDATE message SET is_restricted = TRUE WHERE id = '" + id(1) + "'");
            database.execute("UPDATE message SET content_removed_at = CURRENT_TIMESTAMP WHERE id = '" + id(2) + "'");
            database.execute("UPDATE message SET organization_id = 8 WHERE id = '" + id(3) + "'");
            Fixture fixture = new Fixture(database);
            fixture.run(selection(0, 60, null));
            assertThat(database.query(DELIVERED), contains(id(4)));

            database.execute("UPDATE endpoint SET format = 'thin' WHERE id = 'ep_new'");
            fixture.run(selection(0, 60, null));
            assertThat("thin webhooks need no content", database.query(DELIVERED), contains(id(2), id(4)));
            database.execute("INSERT INTO enablement (organization_id, application_id, enabled_at) VALUES (8, 'app', '"
                    + FIRST.plusSeconds(4) + "')");
            fixture.run(selection(0, 60, null));
            assertThat("it came before the consent", database.query(DELIVERED), contains(id(2), id(4)));
        }
    }

    /** For endpoints that selected different changes, a window has several messages. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aCoalescedEndpointGetsOneMessageOfEachWindow(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE endpoint SET delivery = 'coalesced'");
            message(database, 1, "'coalesced'");
            message(database, 2, "'coalesced'");
            message(database, 60, "'coalesced'");
            database.execute("UPDATE message SET changes = 3 WHERE id = '" + id(2) + "'");
            Fixture fixture = new Fixture(database);
            fixture.run(selection(0, 100, null));
            assertThat("that with the most changes", database.query(DELIVERED), contains(id(2), id(60)));
            fixture.run(selection(0, 100, null));
            assertThat("it has one of each window", database.query(DELIVERED), contains(id(2), id(60)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anOrderedEndpointGetsThemOneAfterTheOther(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE endpoint SET ordering = 'object'");
            message(database, 1, "'instant'");
            message(database, 2, "'instant'");
            new Fixture(database).run(selection(0, 100, null));
            assertThat(database.query("SELECT d.message_id, before.message_id FROM delivery d"
                    + " LEFT JOIN delivery before ON before.id = d.waits_for ORDER BY d.message_id"),
                    contains(id(1) + " null", id(2) + " " + id(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anEndpointThatIsPolledFindsThemAvailable(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE endpoint SET url = NULL");
            message(database, 1, "'instant'");
            new Fixture(database).run(selection(0, 100, null));
            assertThat(database.query("SELECT d.state, p.place FROM delivery d JOIN polled_delivery p ON p.delivery_id = d.id"),
                    contains("available 0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void nothingIsWrittenForAnEndpointThatIsOff(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            message(database, 1, "'instant'");
            database.execute("UPDATE endpoint SET status = 'inactive'");
            Fixture fixture = new Fixture(database);
            fixture.run(selection(0, 100, null));
            assertThat(fixture.found().skipped(), is(1L));
            assertThat(fixture.found().lastSkipped(), containsString(id(1) + " cannot be sent: the endpoint is switched off"));
            database.execute("UPDATE endpoint SET status = 'deleted'");
            fixture.run(selection(0, 100, null));
            assertThat(fixture.found().state(), is(JobState.DONE));
            assertThat(fixture.preview(selection(0, 100, null)).count(), is(0L));
            assertThat(database.query(DELIVERED), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPreviewStopsInTime(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            message(database, 1, "'instant'");
            RedeliveryPreview preview = new Fixture(database).preview(selection(0, 100, null), Duration.ZERO);
            assertThat(preview.count(), is(nullValue()));
            assertThat(preview.atLeast(), is(0L));
        }
    }

    private static MigratedDatabase filled(String vendor) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        Rows.endpoints(database, "ep_new");
        database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'A', CURRENT_TIMESTAMP),"
                + " (8, 'B', CURRENT_TIMESTAMP)");
        database.execute("INSERT INTO enablement (organization_id, application_id, enabled_at) VALUES (7, 'app', '"
                + FIRST + "')");
        return database;
    }

    /** A message about the same object, of changes in the three seconds before it. */
    private static void message(MigratedDatabase database, int second, String mode) throws SQLException {
        Instant at = FIRST.plusSeconds(second);
        database.execute("""
                INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                    first_change_at, last_change_at, created_at)
                VALUES ('%s', 7, 'team', 't', 'update', 'team.updated', %s, 1, '%s', '%s', '%s')"""
                .formatted(id(second), mode, at.minusSeconds(3), at, at));
    }

    private static String id(int second) {
        return Ids.lowest("wh", FIRST.plusSeconds(second)) + "x";
    }

    private static RedeliverySelection selection(int from, int to, List<String> eventTypes) {
        return new RedeliverySelection(null, "ep_new", null, null, null, eventTypes, null, FIRST.plusSeconds(from),
                FIRST.plusSeconds(to), true);
    }

    /** Jobs outside a container. */
    private static final class Fixture {

        private final Jobs jobs;
        private final JobRows rows;
        private final MissingMessages messages;
        private final MissingDeliveries missing;
        private final RedeliveryWork work;
        private final StepsOnDatabase steps;
        private final MigratedDatabase database;
        private String id;

        Fixture(MigratedDatabase database) {
            this.database = database;
            jobs = new Jobs(database);
            rows = new JobRows(database);
            steps = new StepsOnDatabase(database);
            messages = new MissingMessages(database);
            Turns turns = new Turns(database, new Deliveries(database), Settings.of(Map.of()));
            missing = new MissingDeliveries(messages, new Subscriptions(database, new TeamCatalog()),
                    new Outbox(database, null, turns, new NoEvents<>(), new NoEvents<>()), rows);
            work = new RedeliveryWork(new RedeliveryPages(database), new Reopening(database, turns), missing, new NoEvents<>(),
                    rows, steps);
        }

        RedeliveryPreview preview(RedeliverySelection selection) {
            return preview(selection, Duration.ofMinutes(1));
        }

        RedeliveryPreview preview(RedeliverySelection selection, Duration longest) {
            return missing.preview(selection, messages.highestId(selection.to()), longest);
        }

        void start(RedeliverySelection selection) {
            Job job = Job.starting("rd", JobKind.REDELIVER, "app", selection, null, database.now(),
                    MissingMessages.firstId(selection.from()), messages.highestId(selection.to()));
            jobs.start(job);
            id = job.id();
        }

        void run(RedeliverySelection selection) {
            start(selection);
            Optional<Job> job = Optional.of(claim());
            while (job.isPresent()) {
                job = work.next(job.get());
            }
        }

        Job claim() {
            return steps.run(rows::claim).orElseThrow();
        }

        Job found() {
            return jobs.find(id, JobKind.REDELIVER).orElseThrow();
        }
    }
}
