package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receiver does wrong, and what follows: every attempt has an outcome, and no other receiver suffers. */
@SharedService
@Isolated // has limits of time that the load of other tests would exceed
class FailuresIT {

    private final Scenario scenario;

    FailuresIT(Scenario scenario) {
        this.scenario = scenario;
    }

    @Test
    void withoutRetryAFailureIsFinal() {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().answering(received -> Answer.status(500)).create();
        scenario.post(scenario.aChange("team", "update", "t1"));
        JsonNode delivery = endpoint.awaitDelivery("failed");
        JsonNode attempts = endpoint.attempts(delivery.get("id").asText());
        assertThat(attempts.size(), is(1));
        assertThat(attempts.get(0).get("status").asInt(), is(500));
        assertThat(endpoint.received(), hasSize(1));
    }

    @Test
    void thinTakesNothingButA200ForSuccess() {
        Endpoint thin = scenario.anEndpoint().thin().instant().answering(received -> Answer.status(204)).create();
        Endpoint full = scenario.anEndpoint().full().instant().answering(received -> Answer.status(204)).create();
        scenario.post(scenario.aChange("team", "update", "t1"));
        thin.awaitDelivery("failed");
        full.awaitDelivery("succeeded");
    }

    @Test
    void retriesFollowTheScheduleUnderTheSameIdAndCountAttempts() {
        AtomicInteger calls = new AtomicInteger();
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying()
                .answering(received -> Answer.status(calls.incrementAndGet() < 3 ? 503 : 200)).create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        endpoint.awaitDelivery("succeeded");
        List<Received> received = endpoint.received();
        assertThat(received.stream().map(one -> one.json().at("/meta/delivery_attempt").asInt()).toList(), is(List.of(1, 2, 3)));
        assertThat(received.stream().map(one -> one.header("webhook-id")).distinct().count(), is(1L));
    }

    @Test
    void retryAfterMovesTheNextAttemptBack() {
        AtomicInteger calls = new AtomicInteger();
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying().answering(received ->
                calls.incrementAndGet() == 1 ? new Answer(503, Map.of("Retry-After", "3"), "") : Answer.status(200)).create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        List<Received> received = endpoint.awaitReceived(2);
        long millis = Duration.ofNanos(received.get(1).nanoTime() - received.get(0).nanoTime()).toMillis();
        assertThat("the plan says one second", millis, greaterThanOrEqualTo(2_900L));
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

    @ParameterizedTest
    @CsvSource({"disable,skipped", "delete,cancelled"})
    void whatIsPendingForAnEndpointThatIsSwitchedOffIsSettledAtOnce(String switching, String state, Service service) {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().retrying().to("team.updated")
                .answering(received -> new Answer(429, Map.of("Retry-After", "3600"), "")).create();
        for (int i = 0; i < 3; i++) {
            int batch = i;
            scenario.post(IntStream.range(0, 1_000).mapToObj(j -> scenario.aChange("team", "update", "t" + batch + "-" + j))
                    .toArray(String[]::new));
        }
        String list = "/deliveries?endpoint=" + endpoint.id() + "&limit=1&status=";
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(Api.json(service.api().get("/endpoints/" + endpoint.id()), 200).has("pausedUntil"), is(true)));
        if (switching.equals("delete")) {
            assertThat(service.api().delete("/endpoints/" + endpoint.id()).statusCode(), is(204));
        } else {
            Api.json(service.api().post("/endpoints/" + endpoint.id() + "/disable", ""), 200);
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(Api.json(service.api().get(list + "pending"), 200).get("items").size(), is(0));
            assertThat(Api.json(service.api().get(list + state), 200).get("items").size(), is(1));
        });
    }

    @Test
    void aDroppedConnectionIsOneRequestAndAFailure() {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().answering(received -> Answer.dropConnection()).create();
        scenario.post(scenario.aChange("team", "update", "t1"));
        JsonNode delivery = endpoint.awaitDelivery("failed");
        assertThat(endpoint.attempts(delivery.get("id").asText()).get(0).get("outcome").asText(), is("broken"));
        assertThat(endpoint.received(), hasSize(1));
    }

    @Test
    void redirectsAreFailuresAndAreNotFollowed() {
        Endpoint elsewhere = scenario.anEndpoint().thin().instant().to("event.created").create();
        Endpoint endpoint = scenario.anEndpoint().thin().instant()
                .answering(received -> new Answer(307, Map.of("Location", elsewhere.url()), "")).create();
        scenario.post(scenario.aChange("team", "update", "t1"));
        endpoint.awaitDelivery("failed");
        assertThat(elsewhere.received(), hasSize(0));
    }

    @Test
    void goneSwitchesTheEndpointOffAndWhatFollowsIsSkipped(Service service) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().answering(received -> Answer.status(410)).create();
        scenario.post(scenario.aChange("team", "update", "t1"));
        endpoint.awaitDelivery("failed");
        JsonNode shown = Api.json(service.api().get("/endpoints/" + endpoint.id()), 200);
        assertThat(shown.get("status").asText(), is("disabled"));
        scenario.post(scenario.aChange("team", "update", "t1"));
        endpoint.awaitDelivery("skipped");
        assertThat(endpoint.received(), hasSize(1));
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
