package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.PostgresProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shared parts go away under load: the database for a while, the broker by {@code kill -9}, then both. What was
 * acknowledged over HTTP or JMS has its effect once, and none of it is a rejected message. {@code -Dcarillon.outage=60}
 * seconds is what {@code mvn verify -Pqueue} does.
 */
@Tag("long")
class QueueOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("carillon.outage", 8));
    /** Enough to have work at every station; not so much that the test measures the machine. */
    private static final int PER_SECOND_AND_PRODUCER = 50;

    @TempDir
    Path folder;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean loading = new AtomicBoolean(true);

    @Test
    void whatWasAcknowledgedHasItsEffectOnceWhateverGoesAway() throws Exception {
        ExecutorService load = Executors.newFixedThreadPool(2);
        try (BrokerProcess broker = new BrokerProcess(folder).start();
                PostgresProcess postgres = new PostgresProcess(folder).start();
                Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, settings(broker, postgres)).start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().retrying().create();
            rejectAndRequeue(scenario, Rejected.in(carillon.api()), broker.url());
            load.execute(() -> produceOverHttp(scenario));
            load.execute(() -> produceOverJms(scenario, broker.url()));
            awaitMore();
            takeAway(postgres, carillon.api());
            awaitReady(carillon.api());
            awaitMore();
            broker.kill();
            awaitUnready(carillon.api());
            broker.start();
            awaitReady(carillon.api());
            awaitMore();
            broker.kill();
            takeAway(postgres, carillon.api());
            broker.start();
            awaitReady(carillon.api());
            awaitMore();
            loading.set(false);
            Set<String> expected = new TreeSet<>(acknowledged);
            awaitAll(expected, endpoint);
            assertThat("messages of one change", repeatedEffects(endpoint), is(0L));
            assertThat(Rejected.in(carillon.api()).list("").toList(), is(empty()));
            assertThat("lines of stack traces", traces(carillon), is(lessThan(5_000 + 400 * OUTAGE.toSeconds())));
            System.out.printf("queue outage: seconds=%d acknowledged=%d refused=%d lost=0%n", OUTAGE.toSeconds(),
                    expected.size(), refused.get());
        } finally {
            loading.set(false);
            load.shutdownNow();
        }
    }

    /** A message that comes back is one line; a hundred for each would fill the disk. */
    private static long traces(CarillonProcess carillon) {
        return carillon.log().lines().filter(line -> line.startsWith("\tat ")).count();
    }

    /** The same as {@link RejectedMessagesIT} shows, in short, on this database and this broker. */
    private static void rejectAndRequeue(Scenario scenario, Rejected rejected, String url) {
        long unknown = Scenario.aNewOrganizationId();
        String change = scenario.aChange("team", "update", "again").replace("" + scenario.organizationId(), "" + unknown);
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                url, BrokerProcess.PRODUCER, BrokerProcess.PASSWORD);
                JMSContext jms = factory.createContext()) {
            jms.createProducer().send(jms.createQueue("carillon.changes"), change);
            jms.createProducer().send(jms.createQueue("carillon.changes"), "no change");
        }
        rejected.await(change.getBytes(StandardCharsets.UTF_8));
        assertThat(rejected.await("no change".getBytes(StandardCharsets.UTF_8)).get("protocol").asText(), is("CORE"));
        scenario.alsoHears(unknown);
        Api api = rejected.api();
        assertThat(rejected.awaitJob(api.post("/rejected-messages/requeue?reason=organization-unknown&from=2000-01-01T00:00:00Z",
                "")).get("done").asInt(), is(1));
        await().atMost(Duration.ofSeconds(30)).until(() -> rejected.list("reason=organization-unknown").findAny().isEmpty());
        assertThat(rejected.awaitJob(api.delete("/rejected-messages?protocol=CORE")).get("done").asInt(), is(1));
    }

    private void produceOverHttp(Scenario scenario) {
        while (loading.get()) {
            attempt(id -> scenario.post(change(scenario, id)));
        }
    }

    private void produceOverJms(Scenario scenario, String url) {
        while (loading.get()) {
            try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                    url, BrokerProcess.PRODUCER, BrokerProcess.PASSWORD);
                    JMSContext jms = factory.createContext()) {
                while (loading.get()) {
                    attempt(id -> jms.createProducer().send(jms.createQueue("carillon.changes"), change(scenario, id)));
                }
            } catch (JMSRuntimeException away) {
                refused.incrementAndGet();
                pause(200);
            }
        }
    }

    /** Sends under one id until the service confirms that it is kept, as a careful producer does. */
    private void attempt(Consumer<String> send) {
        String id = "t" + sent.incrementAndGet();
        for (boolean done = false; !done && loading.get();) {
            try {
                send.accept(id);
                acknowledged.add(id);
                done = true;
            } catch (UncheckedIOException | AssertionError notKept) {
                refused.incrementAndGet();
                pause(200);
            }
        }
        pause(1_000 / PER_SECOND_AND_PRODUCER);
    }

    private static void pause(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMinutes(1)).until(() -> true);
    }

    private static String change(Scenario scenario, String id) {
        return scenario.aChange("team", "update", id).replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private void awaitMore() {
        int before = acknowledged.size();
        await("acknowledged changes").atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() >= before + 100);
    }

    private static void takeAway(PostgresProcess postgres, Api api) {
        postgres.kill();
        awaitUnready(api);
        await().pollDelay(OUTAGE).atMost(OUTAGE.plusMinutes(1)).until(() -> true);
        postgres.start();
    }

    /** Health turns within ten seconds, and each answer takes less than one. */
    private static void awaitUnready(Api api) {
        await("unready").atMost(Duration.ofSeconds(10)).until(() -> {
            long start = System.nanoTime();
            boolean ready = api.isReady();
            assertThat(Duration.ofNanos(System.nanoTime() - start), is(lessThan(Duration.ofSeconds(1))));
            return !ready;
        });
        assertThat(api.root("/health/live").statusCode(), is(200));
    }

    private static void awaitReady(Api api) {
        await("ready").atMost(Duration.ofSeconds(30)).until(api::isReady);
    }

    private static void awaitAll(Set<String> expected, Endpoint endpoint) {
        Set<String> missing = new TreeSet<>(expected);
        try {
            await().atMost(OUTAGE.multipliedBy(2).plusMinutes(3)).pollInterval(Duration.ofSeconds(1)).until(() -> {
                missing.removeAll(endpoint.received().stream().map(QueueOutageIT::resourceId).collect(Collectors.toSet()));
                return missing.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            assertThat("lost of " + expected.size(), missing, is(empty()));
        }
    }

    private static long repeatedEffects(Endpoint endpoint) {
        long effects = endpoint.received().stream().map(one -> one.header("webhook-id")).distinct().count();
        return effects - endpoint.received().stream().map(QueueOutageIT::resourceId).distinct().count();
    }

    private static String resourceId(Receiver.Received received) {
        return received.json().get("resourceId").asText();
    }

    private static Map<String, String> settings(BrokerProcess broker, PostgresProcess postgres) {
        Map<String, String> settings = new HashMap<>(broker.settings());
        settings.putAll(postgres.settings());
        return settings;
    }
}
