package io.carillon.dispatch;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.database.Database;
import io.carillon.endpoint.TrackRecord;
import io.carillon.message.Delivery;
import io.carillon.queue.Change;
import io.carillon.queue.ChangeQueue;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.PayloadFormats;
import io.carillon.sending.Verdict;
import io.carillon.statistics.DeliveryCounts;
import io.carillon.tracking.Outcome;
import io.carillon.tracking.Outcomes;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What only the container shows, inside the WAR that is shipped: that transactions hold everywhere, and timers survive. */
@ArquillianTest
@Isolated // sensitive to the load of other tests
class ContainerIT {

    private static final long SECOND = 1_000_000_000;

    @Inject
    private Database database;
    @Inject
    private TickTimes ticks;
    @Inject
    private ChangeQueue queue;
    @Inject
    private HalfDone halfDone;
    @Inject
    private Outcomes outcomes;
    @Inject
    private DeliveryCounts counts;
    @Inject
    private PayloadFormats formats;
    @Resource
    private ManagedExecutorService threads;
    @Resource
    private ManagedThreadFactory managedThreads;
    @Resource(lookup = "jdbc/carillon-migrations")
    private DataSource outsideTransactions;

    @Deployment
    static WebArchive application() throws URISyntaxException {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/carillon.war"))
                .addClasses(ContainerIT.class, HalfDone.class)
                .addAsLibraries(jarOf(Awaitility.class), jarOf(Matcher.class));
    }

    private static File jarOf(Class<?> type) throws URISyntaxException {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @BeforeEach
    void theApplicationIsDeployed() {
        assertThat("the application is not deployed: see the server's console", database, notNullValue());
    }

    @Test
    void aUnitOfWorkThatFailsLeavesNothingUnderAServlet() {
        assertThrows(RuntimeException.class, () -> halfDone.raiseAndFail("servlet"));
        assertThat(bucketsOf("servlet"), hasSize(0));
    }

    @Test
    void aUnitOfWorkThatFailsLeavesNothingOnAManagedThread() {
        var work = threads.submit(() -> halfDone.raiseAndFail("thread"));
        assertThrows(ExecutionException.class, () -> work.get(30, TimeUnit.SECONDS));
        assertThat(bucketsOf("thread"), hasSize(0));
    }

    @Test
    void statementsAndEntitiesShareOneTransaction() {
        assertThat(halfDone.raiseAndRead("shared"), is(1));
    }

    @Test
    void theTimerOutlivesItsFailures() throws SQLException {
        execute("ALTER TABLE coalescing_bucket RENAME TO away");
        long lastSuccess = ticks.lastSucceeded();
        awaitFirings(7);
        execute("ALTER TABLE away RENAME TO coalescing_bucket");
        await().atMost(Duration.ofSeconds(30)).until(() -> ticks.lastSucceeded() - lastSuccess > 7 * SECOND);
    }

    @Test
    void aBucketFromTheFutureIsClosedAtTheNextTick() throws SQLException {
        execute("INSERT INTO organization (id, name, created_at) VALUES (4713, 'Test', CURRENT_TIMESTAMP)");
        execute("""
                INSERT INTO coalescing_bucket (organization_id, resource_type, resource_id, slot, significance, event_type,
                    changes, first_change_at, last_change_at, last_arrival, opened_at)
                VALUES (4713, 'team', 'future', '', 2, 'team.updated', 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1,
                    CURRENT_TIMESTAMP + INTERVAL '1' HOUR)""");
        await().atMost(Duration.ofSeconds(10)).until(() -> bucketsOf("future").isEmpty());
    }

    /** The pool keeps the session, and the broker kept a consumer with its own copies of messages for each look. */
    @Test
    void aLookAtTheQueueLeavesNoConsumerAtTheBroker() {
        for (int i = 0; i < 20; i++) {
            queue.firstWaiting();
        }
        await().atMost(Duration.ofSeconds(5)).until(ContainerIT::browsers, is(lessThan(3)));
    }

    /** Now; one or two of them may belong to a look that is not over. */
    private static int browsers() throws JMException {
        Object consumers = ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("org.apache.activemq.artemis:broker=\"carillon\""), "listAllConsumersAsJSON", null, null);
        return consumers.toString().split("\"browseOnly\":true", -1).length - 1;
    }

    private void awaitFirings(int seconds) {
        long fired = ticks.lastFired();
        await().atMost(Duration.ofSeconds(30)).until(() -> ticks.lastFired() - fired > seconds * SECOND);
    }

    @Test
    void aMessageThatFailsIsDeliveredAgainAndHasOneEffect() throws SQLException {
        execute("""
                INSERT INTO organization (id, name, created_at) VALUES (4711, 'Test', CURRENT_TIMESTAMP);
                INSERT INTO application (id, name, created_at) VALUES ('app_redelivered', 'Test', CURRENT_TIMESTAMP);
                INSERT INTO enablement (organization_id, application_id, enabled_at)
                VALUES (4711, 'app_redelivered', CURRENT_TIMESTAMP);
                INSERT INTO endpoint (id, application_id, url, format, delivery, retry, event_types, headers, status, secret,
                    created_at, updated_at)
                VALUES ('ep_redelivered', 'app_redelivered', 'https://example.org/', 'thin', 'coalesced', 'none', '*', '{}',
                    'inactive', '', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""");
        execute("ALTER TABLE inbox RENAME TO away");
        queue.publish("test", List.of(new Change("c-1", 4711, null, "team", "update", "redelivered", null, null)));
        awaitFirings(3);
        assertThat(changesOf("redelivered"), is(0));
        execute("ALTER TABLE away RENAME TO inbox");
        await().atMost(Duration.ofSeconds(30)).until(() -> changesOf("redelivered") == 1);
    }

    @Test
    void anOutcomeThatCannotBeRecordedDoesNotTakeTheOthersWithIt() throws Exception {
        lease("dl_first", "dl_bad", "dl_last");
        ExecutorService senders = Executors.newFixedThreadPool(3, managedThreads);
        try {
            record(Map.of("dl_first", "", "dl_bad", "too long".repeat(3_000), "dl_last", ""), senders);
            assertThat(statesOf("dl_first", "dl_bad", "dl_last"), contains("succeeded 1", "pending 0", "succeeded 1"));
        } finally {
            senders.shutdown();
        }
    }

    @Test
    void whoWasOvertakenRecordsNothingAndTheOthersOfTheBatchAreRecorded() throws SQLException {
        lease("dl_slow", "dl_quick");
        List<Delivery> claimed = deliveries("dl_slow", "dl_quick");
        execute("UPDATE delivery SET fence = fence + 1 WHERE id = 'dl_slow'");
        outcomes.record(claimed.stream().map(delivery -> answered(delivery, "")).toList());
        assertThat(statesOf("dl_quick", "dl_slow"), contains("succeeded 1", "pending 0"));
    }

    private void lease(String... ids) throws SQLException {
        execute("""
                MERGE INTO organization (id, name, created_at) KEY (id) VALUES (4712, 'Test', CURRENT_TIMESTAMP);
                MERGE INTO application (id, name, created_at) KEY (id) VALUES ('app_leased', 'Test', CURRENT_TIMESTAMP);
                MERGE INTO endpoint (id, application_id, url, format, delivery, retry, event_types, headers, status, secret,
                    signature_switch, created_at, updated_at) KEY (id)
                VALUES ('ep_leased', 'app_leased', 'https://example.org/', 'full', 'instant', 'none', '*', '{}', 'active', '',
                    'at-once', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""");
        for (String id : ids) {
            execute("""
                    INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                        first_change_at, last_change_at, created_at)
                    VALUES ('wh_%1$s', 4712, 'team', 'leased', 'update', 'team.updated', 'instant', 1, CURRENT_TIMESTAMP,
                        CURRENT_TIMESTAMP, CURRENT_TIMESTAMP);
                    INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, due_at, created_at)
                    VALUES ('%1$s', 'wh_%1$s', 'ep_leased', 'pending', 0, 1, CURRENT_TIMESTAMP + INTERVAL '1' DAY,
                        CURRENT_TIMESTAMP)""".formatted(id));
        }
    }

    /** Records, side by side, that the receiver answered 200 with these bodies, by delivery. */
    private void record(Map<String, String> bodies, ExecutorService senders) throws Exception {
        OutcomeRecorder recorder = new OutcomeRecorder(outcomes, counts, Duration.ofSeconds(2));
        List<Future<?>> recorded = new ArrayList<>();
        for (Delivery delivery : deliveries(bodies.keySet().toArray(String[]::new))) {
            Recipient recipient = new Recipient("ep_leased", "tenant", TrackRecord.PROVEN);
            ClaimedDelivery claimed = ClaimedDelivery.of(delivery, recipient, System.nanoTime());
            recorded.add(senders.submit(() -> recorder.record(claimed, answered(delivery, bodies.get(delivery.id())))));
        }
        for (Future<?> one : recorded) {
            one.get(30, TimeUnit.SECONDS);
        }
    }

    private List<Delivery> deliveries(String... ids) {
        return database.entities().createQuery(
                "SELECT d FROM Delivery d JOIN FETCH d.message JOIN FETCH d.endpoint WHERE d.id IN :ids", Delivery.class)
                .setParameter("ids", List.of(ids)).getResultList();
    }

    private Outcome answered(Delivery delivery, String body) {
        DeliveryResult result = new DeliveryResult.Answered(Instant.now(), 1, 200, null, body, null, Map.of());
        return new Outcome(delivery, result, Verdict.of(result, formats.of(delivery.endpoint().format())));
    }

    /** State and number of attempts in the log, by delivery. */
    private List<String> statesOf(String... ids) {
        return Stream.of(ids).map(id -> (String) database.entities().createNativeQuery("""
                SELECT state || ' ' || (SELECT COUNT(*) FROM attempt WHERE delivery_id = delivery.id)
                FROM delivery WHERE id = ?""").setParameter(1, id).getSingleResult()).toList();
    }

    /** How many changes of the object were counted, in an open bucket or in messages. */
    private int changesOf(String resourceId) {
        return ((Number) database.entities().createNativeQuery("""
                SELECT COALESCE(SUM(changes), 0) FROM (
                    SELECT changes FROM coalescing_bucket WHERE resource_id = ?
                    UNION ALL SELECT changes FROM message WHERE resource_id = ?) counted""")
                .setParameter(1, resourceId).setParameter(2, resourceId).getSingleResult()).intValue();
    }

    private List<?> bucketsOf(String resourceId) {
        return database.entities().createNativeQuery("SELECT resource_id FROM coalescing_bucket WHERE resource_id = ?")
                .setParameter(1, resourceId).getResultList();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = outsideTransactions.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
