package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.DiffersOn;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The TrackScore document's testing tools: a sample shows what would come and what the receiver makes of it. */
@SharedService
@Isolated // has limits of time that the load of other tests would exceed
class SamplesIT {

    private final Service service;
    private final Scenario scenario;

    SamplesIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @Test
    void theSampleIsTheCatalogsExampleAndTheAnswerShowsTheWholeAttempt() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("headers", Json.object("X-Tenant", "blue"))
                .answering(received -> new Answer(202, Map.of(), "thanks")).create();
        JsonNode attempt = endpoint.sample("score.updated");
        Received received = endpoint.received().get(0);
        assertThat(attempt.get("outcome").asText(), is("succeeded"));
        assertThat(attempt.get("status").asInt(), is(202));
        assertThat(attempt.get("durationMs").asInt(), greaterThanOrEqualTo(0));
        assertThat(attempt.get("responseBody").asText(), is("thanks"));
        assertThat(received.json().get("data").toString(), is(exampleOf("score.updated").toString()));
        assertThat(received.json().get("id").asText(), matchesPattern("wh_[0-9a-f]{32}"));
        assertThat(received.header("webhook-id"), is(attempt.get("messageId").asText()));
        new Webhook(endpoint.secret()).verify(received.body(), received.headers());
    }

    @Test
    void theRequestIsShownAsItWasSent() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("headers", Json.object("X-Tenant", "blue")).create();
        JsonNode request = endpoint.sample("team.created").get("request");
        Received received = endpoint.received().get(0);
        assertThat(request.get("method").asText(), is(received.method()));
        assertThat(request.get("url").asText(), is(endpoint.url()));
        assertThat(request.get("body").asText(), is(received.body()));
        Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(received.headers().map());
        sent.keySet().removeAll(List.of("Host", "Content-Length", "Connection"));
        Map<String, List<String>> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.get("headers").properties().forEach(header -> shown.put(header.getKey(), List.of(header.getValue().asText())));
        assertThat(sent.put("X-Tenant", List.of("***")), is(List.of("blue")));
        assertThat("the values of the endpoint's own headers are masked", shown, is(sent));
    }

    @Test
    void everyEventTypeOfTheCatalogHasASampleInBothFormats() {
        Endpoint thin = scenario.anEndpoint().thin().coalesced().create();
        Endpoint full = scenario.anEndpoint().full().coalesced().create();
        assertThat(wholeOf("roster"), is(Optional.of("team")));
        for (JsonNode type : eventTypes()) {
            JsonNode thinBody = Api.json(thin.sample(type.get("name").asText()).at("/request/body").asText());
            JsonNode fullBody = Api.json(full.sample(type.get("name").asText()).at("/request/body").asText());
            String resourceType = type.get("resourceType").asText();
            Optional<String> whole = wholeOf(resourceType);
            assertThat(thinBody.toString(), is("""
                    {"organizationId":%d,"resourceOperation":"%s","resourceId":"%s","resourceType":"%s"}""".formatted(
                    scenario.organizationId(), whole.isPresent() ? "update" : type.get("resourceOperation").asText(),
                    "ab9f4201-4ef4-4a02-946f-81c3399959a2", whole.orElse(resourceType))));
            assertThat(fullBody.get("data"), is(type.has("example") ? type.get("example") : thinBody));
            assertThat(fullBody.at("/meta/changes").asInt(), is(1));
        }
    }

    @Test
    void aSampleReachesAnInactiveEndpointAndLeavesItInactive() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("status", "\"inactive\"").create();
        assertThat(endpoint.sample("score.updated").get("outcome").asText(), is("succeeded"));
        assertThat(shown(endpoint).get("status").asText(), is("inactive"));
    }

    @Test
    void aFailedSampleCountsForNothingAndStandsInNoLog() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying().answering(received -> Answer.status(410)).create();
        JsonNode attempt = endpoint.sample("score.updated");
        assertThat(attempt.get("outcome").asText(), is("status"));
        assertThat(attempt.get("status").asInt(), is(410));
        assertThat(shown(endpoint).get("status").asText(), is("active"));
        assertThat(shown(endpoint).has("failingSince"), is(false));
        assertThat(endpoint.deliveries().size(), is(0));
        assertThat(endpoint.received(), hasSize(1));
    }

    @Test
    void aSampleDoesNotEndAFailingTime() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().answering(received ->
                Answer.status(received.json().at("/data/real").asBoolean() ? 500 : 200)).create();
        scenario.post(scenario.anEvent("score.updated", "s1", Json.object("real", true)));
        endpoint.awaitDelivery("failed");
        String failingSince = shown(endpoint).get("failingSince").asText();
        assertThat(endpoint.sample("score.updated").get("outcome").asText(), is("succeeded"));
        assertThat(shown(endpoint).get("failingSince").asText(), is(failingSince));
    }

    @Test
    void onlyTheFirstSixteenKilobytesOfTheAnswerAreShown() {
        Endpoint endpoint = scenario.anEndpoint().thin()
                .answering(received -> new Answer(200, Map.of(), "x".repeat(20_000))).create();
        assertThat(endpoint.sample("team.created").get("responseBody").asText().length(), is(16 * 1024));
    }

    @Test
    void aReceiverThatDoesNotAnswerIsShownAsTimeoutAndNoApplicationTakesAllPlaces() {
        CountDownLatch never = new CountDownLatch(1);
        Endpoint slow = scenario.anEndpoint().full().answering(received -> waiting(never)).create();
        List<CompletableFuture<HttpResponse<String>>> calls = asked(slow, 12);
        slow.awaitReceived(4);
        Endpoint good = service.scenario().anEndpoint().full().create();
        assertThat(good.sample("score.updated").get("outcome").asText(), is("succeeded"));
        List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();
        List<HttpResponse<String>> taken = with(200, answers);
        assertThat(taken, hasSize(4));
        JsonNode attempt = Api.json(taken.get(0).body());
        assertThat(attempt.get("outcome").asText(), is("timeout"));
        assertThat(attempt.has("status"), is(false));
        assertThat(attempt.get("durationMs").asInt(), lessThan(4_000));
        List<HttpResponse<String>> refused = with(429, answers);
        assertThat(refused, hasSize(8));
        assertThat(refused.get(0).headers().firstValue("Retry-After").orElse(""), is("4"));
        never.countDown();
    }

    @Test
    @DiffersOn(value = "liberty", because = "it answers few requests at a time")
    void moreThanEightSamplesOfAllAreRefused() {
        CountDownLatch never = new CountDownLatch(1);
        List<CompletableFuture<HttpResponse<String>>> calls = Stream.of(scenario, service.scenario(), service.scenario())
                .map(tenant -> tenant.anEndpoint().full().answering(received -> waiting(never)).create())
                .flatMap(endpoint -> asked(endpoint, 4).stream()).toList();
        List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();
        never.countDown();
        assertThat(with(200, answers), hasSize(8));
        assertThat(with(503, answers), hasSize(4));
        assertThat(with(503, answers).get(0).headers().firstValue("Retry-After").orElse(""), is("4"));
    }

    private List<CompletableFuture<HttpResponse<String>>> asked(Endpoint endpoint, int times) {
        return IntStream.range(0, times).mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(endpoint, "score.updated"),
                call -> new Thread(call).start())).toList();
    }

    private static List<HttpResponse<String>> with(int status, List<HttpResponse<String>> answers) {
        return answers.stream().filter(answer -> answer.statusCode() == status).toList();
    }

    @Test
    void aRefusedAddressIsShownAsRefused() {
        Endpoint endpoint = scenario.anEndpoint().full().create();
        String url = Json.object("url", "http://" + CarillonProcess.PRIVATE_NAME + "/");
        Api.json(service.api().patch("/endpoints/" + endpoint.id(), url), 200);
        JsonNode attempt = endpoint.sample("score.updated");
        assertThat(attempt.get("outcome").asText(), is("refused"));
        assertThat(attempt.get("detail").asText(), containsString("must not reach"));
        assertThat(attempt.at("/request/body").asText(), not(is("")));
    }

    @Test
    void whatCannotBeSampledIsRefusedWithItsPlace() {
        Endpoint endpoint = scenario.anEndpoint().full().create();
        refused(endpoint, Json.object("eventType", "horse.fed"), "/eventType");
        refused(endpoint, "{}", "/eventType");
        assertThat(service.api().post("/endpoints/ep_x/samples", Json.object("eventType", "score.updated")).statusCode(),
                is(404));
        assertThat(service.api().delete("/endpoints/" + endpoint.id()).statusCode(), is(204));
        assertThat(ask(endpoint, "score.updated").statusCode(), is(404));
    }

    private void refused(Endpoint endpoint, String wish, String pointer) {
        HttpResponse<String> answer = service.api().post("/endpoints/" + endpoint.id() + "/samples", wish);
        assertThat(Api.json(answer, 422).at("/errors/0/pointer").asText(), is(pointer));
    }

    private HttpResponse<String> ask(Endpoint endpoint, String eventType) {
        return service.api().post("/endpoints/" + endpoint.id() + "/samples", Json.object("eventType", eventType));
    }

    private JsonNode shown(Endpoint endpoint) {
        return Api.json(service.api().get("/endpoints/" + endpoint.id()), 200);
    }

    /** Those without flags, which the application of the scenario lacks. */
    private List<JsonNode> eventTypes() {
        return service.api().list("/event-types").stream().filter(type -> !type.has("flags")).toList();
    }

    private Optional<String> wholeOf(String resourceType) {
        JsonNode type = Api.json(service.api().get("/resource-types/" + resourceType), 200);
        return Optional.ofNullable(type.get("partOf")).map(JsonNode::asText);
    }

    private JsonNode exampleOf(String name) {
        for (JsonNode type : eventTypes()) {
            if (type.get("name").asText().equals(name)) {
                return type.get("example");
            }
        }
        throw new AssertionError("no event type " + name);
    }

    private static Answer waiting(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.status(200);
    }
}
