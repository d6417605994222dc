package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.BadMessages;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Bad messages among ten times as many good ones, sent faster than they can be handled: every good one has its effect,
 * every bad one is rejected with a reason, and none comes back. {@code -Dcarillon.flood=10000} bad ones is what
 * {@code mvn verify -Pqueue} does.
 */
@SharedService
@ResourceLock(SharedService.SHORT_QUEUE) // messages of others would wait behind the flood
class QueueFloodIT {

    private static final int BAD = Integer.getInteger("carillon.flood", 400);
    private static final int GOOD = 10 * BAD;
    private static final int OBJECTS = 50;
    private static final long SEED = Long.getLong("carillon.seed", System.nanoTime());
    private static final Duration LIMIT = Duration.ofMinutes(2).plusMillis(12L * GOOD);

    @Test
    void allThatIsGoodIsAppliedAndAllThatIsBadIsRejected(Service service, Scenario scenario, Rejected rejected) throws Exception {
        System.out.printf("queue flood: seed=%d good=%d bad=%d%n", SEED, GOOD, BAD);
        Endpoint endpoint = scenario.anEndpoint().full().coalesced().create();
        int returned = returned(service);
        String mark = "m" + Scenario.aNewId().replace("-", "");
        try (JMSContext jms = service.broker().createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = jms.createQueue("carillon.changes");
            long start = System.nanoTime();
            send(jms, queue, scenario, mark);
            double sent = (System.nanoTime() - start) / 1e9;
            await("all good ones").atMost(LIMIT).pollInterval(Duration.ofMillis(500))
                    .until(() -> applied(endpoint), applied -> applied >= GOOD);
            System.out.printf("queue flood: sent in %.1f s, applied after %.1f s%n", sent, (System.nanoTime() - start) / 1e9);
        }
        await("all bad ones").atMost(LIMIT).pollInterval(Duration.ofSeconds(2))
                .until(() -> rejected.count("protocol=CORE", one -> isOurs(one, mark)), count -> count >= BAD);
        assertThat(applied(endpoint), is(GOOD));
        assertThat(rejected.count("protocol=CORE", one -> isOurs(one, mark)), is(BAD));
        assertThat("messages that went back to the queue", returned(service), is(returned));
    }

    private static void send(JMSContext jms, Queue queue, Scenario scenario, String mark) throws Exception {
        BadMessages bad = new BadMessages(SEED, scenario.aChange("team", "update", "bad"));
        var producer = jms.createProducer();
        for (int i = 0; i < GOOD; i++) {
            producer.send(queue, scenario.aChange("team", "update", "t" + i % OBJECTS));
            if (i % 10 == 0) {
                var message = bad.next(jms);
                message.setStringProperty("mark", mark);
                producer.send(queue, message);
            }
            if (i % 500 == 0) {
                jms.commit();
            }
        }
        jms.commit();
    }

    private static boolean isOurs(JsonNode rejected, String mark) {
        assertThat(rejected.get("reason").asText(), is(not("")));
        assertThat(rejected.get("detail").asText(), is(not("")));
        return rejected.at("/properties/mark").asText().equals(mark);
    }

    /** What the webhooks say that they summarise; each counts once. */
    private static int applied(Endpoint endpoint) {
        Map<String, Integer> changes = endpoint.received().stream().collect(Collectors.toMap(
                received -> received.header("webhook-id"), QueueFloodIT::changes, (first, repeated) -> first));
        return changes.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static int changes(Received received) {
        return received.json().at("/meta/changes").asInt();
    }

    private static int returned(Service service) {
        return service.node() == null ? 0
                : Collections.frequency(service.node().log().lines()
                        .map(line -> line.contains("message.returned")).toList(), true);
    }
}
