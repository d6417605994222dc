package io.carillon.dispatch;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.platform.Database;
import io.carillon.queue.Change;
import io.carillon.queue.ChangeQueue;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the container shows, inside the WAR that is shipped: that transactions hold everywhere, and timers survive. */
@ArquillianTest
class ContainerIT {

    @Inject
    private Database database;
    @Inject
    private TickRecord ticks;
    @Inject
    private ChangeQueue queue;
    @Inject
    private HalfDone halfDone;
    @Resource
    private ManagedExecutorService threads;
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
        Instant lastSuccess = ticks.lastSucceeded();
        Instant seventhFiring = ticks.lastFired().plusSeconds(7);
        await().atMost(Duration.ofSeconds(30)).until(() -> ticks.lastFired().isAfter(seventhFiring));
        execute("ALTER TABLE away RENAME TO coalescing_bucket");
        await().atMost(Duration.ofSeconds(30)).until(() -> ticks.lastSucceeded().isAfter(lastSuccess.plusSeconds(7)));
    }

    @Test
    void aMessageThatFailsIsDeliveredAgainAndHasOneEffect() throws SQLException {
        execute("INSERT INTO organization (id, name, created_at) VALUES (4711, 'Test', CURRENT_TIMESTAMP)");
        execute("ALTER TABLE inbox RENAME TO away");
        queue.publish(List.of(new Change("c-1", 4711, null, "team", "update", "redelivered", null, null)));
        Instant thirdFiring = ticks.lastFired().plusSeconds(3);
        await().atMost(Duration.ofSeconds(30)).until(() -> ticks.lastFired().isAfter(thirdFiring));
        assertThat(changesOf("redelivered"), is(0));
        execute("ALTER TABLE away RENAME TO inbox");
        await().atMost(Duration.ofSeconds(30)).until(() -> changesOf("redelivered") == 1);
    }

    /** How many changes of the object were counted, in an open bucket or in messages. */
    private int changesOf(String resourceId) {
        return ((Number) database.entities().createNativeQuery("""
                SELECT COALESCE(SUM(changes), 0) FROM (
                    SELECT changes FROM coalescing_bucket WHERE resource_id = ?
                    UNION ALL SELECT changes FROM message WHERE resource_id = ?) told""")
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
