package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receiver does wrong, and what follows: every attempt has an outcome. */
@QuietService
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
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
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
}
