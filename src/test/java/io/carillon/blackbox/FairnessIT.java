package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A receiver that is slow, or asks for a pause, delays what is sent to it and nothing else. */
@SharedService
@Isolated // has limits of time that the load of other tests would exceed
class FairnessIT {

    private final Scenario scenario;

    FairnessIT(Scenario scenario) {
        this.scenario = scenario;
    }

    @Test
    void aThrottledEndpointPausesAsAWholeAndLosesNothing(Service service) {
        CountDownLatch relaxed = new CountDownLatch(1);
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying().to("score.updated").answering(received ->
                relaxed.getCount() > 0 ? new Answer(429, Map.of("Retry-After", "4"), "") : Answer.status(200)).create();
        Endpoint other = scenario.anEndpoint().thin().instant().to("score.updated").create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        long first = endpoint.awaitReceived(1).get(0).nanoTime();
        relaxed.countDown();
        await().untilAsserted(() -> assertThat(Api.json(service.api().get("/endpoints/" + endpoint.id()), 200)
                .path("pausedUntil").asText(), is(not(""))));
        scenario.post(IntStream.range(0, 20).mapToObj(i -> scenario.anEvent("score.updated", "t" + i, "{}"))
                .toArray(String[]::new));
        long othersLast = other.awaitReceived(21).get(20).nanoTime();
        assertThat("the other is not held up", Duration.ofNanos(othersLast - first).toMillis(), lessThan(3_500L));
        List<Received> received = endpoint.awaitReceived(22);
        assertThat("nothing arrives during the pause",
                Duration.ofNanos(received.get(1).nanoTime() - first).toMillis(), greaterThanOrEqualTo(3_900L));
        await().untilAsserted(() -> assertThat(endpoint.deliveries().findValuesAsText("status").stream().distinct().toList(),
                is(List.of("succeeded"))));
        assertThat(Api.json(service.api().get("/endpoints/" + endpoint.id()), 200).has("pausedUntil"), is(false));
    }

    @Test
    void theDeadlineCutsAReceiverThatDoesNotAnswer() {
        CountDownLatch never = new CountDownLatch(1);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().answering(received -> Answer.after(never)).create();
        scenario.post(scenario.aChange("team", "update", "t1"));
        JsonNode delivery = endpoint.awaitDelivery("failed");
        JsonNode attempt = endpoint.attempts(delivery.get("id").asText()).get(0);
        never.countDown();
        assertThat(attempt.get("outcome").asText(), is("timeout"));
        assertThat(attempt.get("durationMs").asInt(), lessThan(4_000));
    }

    @Test
    void aSlowReceiverDoesNotHoldUpTheOthers() {
        CountDownLatch never = new CountDownLatch(1);
        scenario.anEndpoint().thin().instant().to("team.updated").answering(received -> Answer.after(never)).create();
        Endpoint good = scenario.anEndpoint().thin().instant().to("event.created").create();
        scenario.post(IntStream.range(0, 200).mapToObj(i -> scenario.aChange("team", "update", "t" + i)).toArray(String[]::new));
        long start = System.nanoTime();
        scenario.post(scenario.aChange("event", "create", "e1"));
        long millis = Duration.ofNanos(good.awaitReceived(1).get(0).nanoTime() - start).toMillis();
        never.countDown();
        assertThat(millis, lessThan(2_000L));
    }

    @Test
    void manySlowEndpointsOfOneTenantDoNotHoldUpAnother(Scenario neighbour) {
        CountDownLatch never = new CountDownLatch(1);
        IntStream.range(0, 40).forEach(
                i -> scenario.anEndpoint().thin().instant().answering(received -> Answer.after(never)).create());
        Endpoint good = neighbour.anEndpoint().thin().instant().create();
        for (int round = 1; round <= 8; round++) {
            scenario.post(IntStream.range(0, 40).mapToObj(i -> scenario.aChange("team", "update", "t" + i))
                    .toArray(String[]::new));
            long start = System.nanoTime();
            neighbour.post(neighbour.aChange("event", "create", "e" + round));
            Received received = good.awaitReceived(round).get(round - 1);
            assertThat("round " + round, Duration.ofNanos(received.nanoTime() - start).toMillis(), lessThan(2_000L));
        }
        never.countDown();
    }
}
