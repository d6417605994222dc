package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.OtherSettings;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Endpoints that get the messages about an object in their order. */
@QuietService
class OrderingIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String OBJECT = "\"object\"";

    private final Scenario scenario;
    private final Api api;

    OrderingIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        api = service.api();
    }

    /** The first one fails twice; those of its object come after it, those of another object do not wait. */
    @Test
    void theNextOneOfAnObjectWaitsThroughRetries() {
        AtomicBoolean works = new AtomicBoolean();
        Endpoint endpoint = ordered(scenario, failing("t1", works)).create();
        report(scenario, "t1", 1, 2, 3);
        report(scenario, "t2", 1, 2, 3);
        await().atMost(LIMIT).until(() -> numbers(endpoint, "t2").equals(List.of(1, 2, 3)));
        assertThat(numbers(endpoint, "t1"), is(List.of(1)));

        JsonNode first = deliveryOf(endpoint, endpoint.received().stream()
                .filter(one -> objectOf(one).equals("t1")).findFirst().orElseThrow());
        assertThat(first.has("waitsFor"), is(false));
        List<String> waiting = endpoint.deliveries().findParents("waitsFor").stream()
                .filter(one -> one.get("waitsFor").asText().equals(first.get("id").asText()))
                .map(one -> one.get("id").asText()).toList();
        assertThat("the others wait for one another", waiting.size(), is(1));
        JsonNode verdict = StreamSupport.stream(verdicts(api, scenario, "t1").spliterator(), false)
                .filter(one -> waiting.contains(one.get("deliveryId").asText())).findFirst().orElseThrow();
        assertThat(verdict.get("code").asText(), is("waits-for-turn"));
        assertThat(verdict.get("sentence").asText(), containsString("waits for the delivery " + first.get("id").asText()));
        assertThat(verdict.at("/remedy/link").asText(), is("/api/v1/deliveries/" + first.get("id").asText()));

        works.set(true);
        awaitNumbers(endpoint, "t1", 1, 2, 3);
        await().atMost(LIMIT).until(() -> states(endpoint).equals(Collections.nCopies(6, "succeeded")));
        assertThat(endpoint.deliveries().findValues("waitsFor"), is(List.of()));
    }

    /** A coalesced one waits too; without retries, a failure ends it. */
    @Test
    void aFailureThatIsFinalLetsTheNextOneGo() {
        Endpoint endpoint = scenario.anEndpoint().full().coalesced().with("ordering", OBJECT)
                .answering(received -> Answer.status(number(received) == 1 ? 500 : 200)).create();
        report(scenario, "t1", 1);
        endpoint.awaitDelivery("failed");
        report(scenario, "t1", 2);
        awaitNumbers(endpoint, "t1", 1, 2);
    }

    /** What is sent again joins the end: it comes after what is open, and its own order is kept. */
    @Test
    void whatIsSentAgainComesAfterWhatIsOpen() {
        AtomicBoolean works = new AtomicBoolean();
        CountDownLatch goOn = new CountDownLatch(1);
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("ordering", OBJECT).answering(received ->
                number(received) == 3 ? Answer.after(goOn) : Answer.status(works.get() ? 200 : 500)).create();
        report(scenario, "t1", 1, 2);
        awaitStates(endpoint, "failed", "failed");
        endpoint.take();
        works.set(true);
        report(scenario, "t1", 3, 4);
        endpoint.awaitReceived(1);
        redeliver(endpoint);
        goOn.countDown();
        awaitNumbers(endpoint, "t1", 3, 4, 1, 2);
    }

    @Test
    void whatWaitsIsSettledWhenTheEndpointIsSwitchedOff() {
        AtomicBoolean works = new AtomicBoolean();
        Endpoint endpoint = ordered(scenario, received -> Answer.status(works.get() ? 200 : 410)).create();
        report(scenario, "t1", 1, 2, 3);
        awaitStates(endpoint, "failed", "skipped", "skipped");
        works.set(true);
        endpoint.take();
        Api.json(api.post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
        report(scenario, "t1", 4);
        awaitNumbers(endpoint, "t1", 4);
        redeliver(endpoint);
        awaitNumbers(endpoint, "t1", 4, 1, 2, 3);
    }

    @Test
    void aPauseAndALimitKeepTheOrder() {
        Endpoint endpoint = ordered(scenario, received -> Answer.status(200)).with("rateLimit", "{\"limit\":50}")
                .with("paused", "true").create();
        report(scenario, "t1", IntStream.rangeClosed(1, 20).toArray());
        Api.json(api.patch("/endpoints/" + endpoint.id(), "{\"paused\":false}"), 200);
        awaitNumbers(endpoint, "t1", IntStream.rangeClosed(1, 20).toArray());
    }

    @Test
    void aWithdrawnConsentEndsTheWait() {
        Endpoint endpoint = ordered(scenario, received -> Answer.status(number(received) == 1 ? 500 : 200)).create();
        report(scenario, "t1", 1, 2);
        endpoint.awaitReceived(1);
        String enablement = "/organizations/" + scenario.organizationId() + "/applications/" + scenario.applicationId();
        assertThat(api.delete(enablement).statusCode(), is(204));
        awaitStates(endpoint, "cancelled", "cancelled");
        Api.json(api.put(enablement, ""), 200);
        report(scenario, "t1", 3);
        await().atMost(LIMIT).until(() -> numbers(endpoint, "t1").contains(3));
        assertThat(numbers(endpoint, "t1").contains(2), is(false));
    }

    @Test
    void orderingIsAMemberOfTheEndpoint() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        String path = "/endpoints/" + endpoint.id();
        assertThat(Api.json(api.get(path), 200).has("ordering"), is(false));
        assertThat(Api.json(api.patch(path, "{\"ordering\":\"object\"}"), 200).get("ordering").asText(), is("object"));
        assertThat(Api.json(api.patch(path, "{\"ordering\":\"strict\"}"), 422).get("errors").findValuesAsText("pointer"),
                contains("/ordering"));
        assertThat(Api.json(api.patch(path, "{\"ordering\":null}"), 200).has("ordering"), is(false));
    }

    /** What waits when the ordering ends goes on in its order; what is written afterwards does not wait. */
    @Test
    void endingTheOrderingHoldsForWhatIsWrittenAfterwards() {
        AtomicBoolean works = new AtomicBoolean();
        Endpoint endpoint = ordered(scenario, failing("t1", works)).create();
        report(scenario, "t1", 1, 2);
        endpoint.awaitReceived(1);
        Api.json(api.patch("/endpoints/" + endpoint.id(), "{\"ordering\":\"none\"}"), 200);
        report(scenario, "t1", 3);
        await().atMost(LIMIT).until(() -> numbers(endpoint, "t1").contains(3));
        assertThat(numbers(endpoint, "t1").contains(2), is(false));
        works.set(true);
        awaitNumbers(endpoint, "t1", 1, 3, 2);
    }

    @Test
    void afterTheLongestWaitTheNextOneOvertakes(
            @OtherSettings({"CARILLON_ORDERING_WAIT", "CARILLON_RETRY_SCHEDULE"}) Service impatient) {
        Scenario own = impatient.scenario();
        AtomicBoolean works = new AtomicBoolean();
        Endpoint endpoint = ordered(own, failing("t1", works)).create();
        long begin = System.nanoTime();
        report(own, "t1", 1, 2, 3);
        awaitNumbers(endpoint, "t1", 1, 2, 3);
        assertThat("not before its time", Duration.ofNanos(System.nanoTime() - begin).compareTo(Duration.ofSeconds(2)) >= 0);
        JsonNode first = deliveryOf(endpoint, endpoint.received().get(0));
        assertThat(first.get("status").asText(), is("cancelled"));
        assertThat(first.get("reason").asText(), is("overtaken"));
        assertThat(verdicts(impatient.api(), own, "t1").findValuesAsText("code"), hasItem("overtaken"));
        assertThat(impatient.node().log(), containsString("delivery.overtaken id=" + first.get("id").asText()));

        works.set(true);
        Api.json(impatient.api().post("/deliveries/" + first.get("id").asText() + "/redeliver", ""), 202);
        await().atMost(LIMIT).until(() -> deliveryOf(endpoint, endpoint.received().get(0)).get("status").asText()
                .equals("succeeded"));
    }

    private static Scenario.EndpointBuilder ordered(Scenario of, Function<Received, Answer> answer) {
        return of.anEndpoint().full().instant().retrying().with("ordering", OBJECT).answering(answer);
    }

    /** Refuses the first webhook of an object until it works. */
    private static Function<Received, Answer> failing(String object, AtomicBoolean works) {
        return received -> Answer.status(!works.get() && number(received) == 1 && objectOf(received).equals(object) ? 500 : 200);
    }

    /** Reports changes together, so that their messages have this order. */
    private static void report(Scenario of, String object, int... numbers) {
        of.post(IntStream.of(numbers).mapToObj(number -> of.anEvent("team.updated", object,
                "{\"n\":" + number + ",\"object\":\"" + object + "\"}")).toArray(String[]::new));
    }

    private void redeliver(Endpoint endpoint) {
        Instant now = Instant.now();
        Api.json(api.post("/endpoints/" + endpoint.id() + "/redeliver",
                Json.object("from", now.minusSeconds(600), "to", now.plusSeconds(600))), 202);
    }

    private static void awaitStates(Endpoint endpoint, String... states) {
        await().atMost(LIMIT).until(() -> states(endpoint).equals(List.of(states)));
    }

    private static List<String> states(Endpoint endpoint) {
        return endpoint.deliveries().findValuesAsText("status").stream().sorted().toList();
    }

    private static JsonNode deliveryOf(Endpoint endpoint, Received received) {
        return StreamSupport.stream(endpoint.deliveries().spliterator(), false)
                .filter(one -> one.get("messageId").asText().equals(received.header("webhook-id"))).findFirst().orElseThrow();
    }

    private static JsonNode verdicts(Api of, Scenario about, String object) {
        return Api.json(of.get("/explanations?organization=" + about.organizationId() + "&resourceType=team&resourceId="
                + object), 200).get("items");
    }

    private static int number(Received received) {
        return received.json().at("/data/n").asInt();
    }

    private static String objectOf(Received received) {
        return received.json().at("/data/object").asText();
    }

    /** These numbers, in this order of their first arrivals. */
    private static void awaitNumbers(Endpoint endpoint, String object, int... numbers) {
        await().atMost(LIMIT).until(() -> numbers(endpoint, object).equals(IntStream.of(numbers).boxed().toList()));
    }

    /** The numbers of an object's webhooks as they arrived first. */
    private static List<Integer> numbers(Endpoint endpoint, String object) {
        return endpoint.received().stream().filter(one -> objectOf(one).equals(object)).map(OrderingIT::number).distinct()
                .toList();
    }
}
