package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Rhythm;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Endpoints whose owners say how often they may be called, or that they may not be called for a while. */
@QuietService
@Order(Integer.MAX_VALUE) // measures rates, when most classes with processes of their own have ended
class RateLimitIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** So many of the first webhooks may come faster, because nothing was sent before them. */
    private static final int BEGINNING = 5;
    private static final String TEN = "{\"limit\":10}";

    private final Scenario scenario;
    private final Api application;
    private final Api organization;

    RateLimitIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        application = Tenant.keyOf(service.api(), "application:" + scenario.applicationId());
        organization = Tenant.keyOf(service.api(), "organization:" + scenario.organizationId());
    }

    @Test
    void anEndpointIsCalledAsOftenAsItsLimitSaysAndOthersAsOftenAsPossible() {
        Endpoint limited = scenario.anEndpoint().full().instant().with("rateLimit", TEN).create();
        Endpoint free = scenario.anEndpoint().full().instant().create();
        proven(limited, free);
        report(60);
        free.awaitReceived(60);
        await().untilAsserted(() -> {
            JsonNode health = health(limited);
            assertThat(health.path("due").asInt(), is(greaterThan(0)));
            assertThat(health.has("nextSlotAt"), is(true));
        });
        assertThat(health(free).has("nextSlotAt"), is(false));

        limited.awaitReceived(60);
        Rhythm rhythm = Rhythm.of(limited.received());
        assertThat(rhythm.after(BEGINNING).perSecond(), is(closeTo(10, 1)));
        assertThat(rhythm.medianGap().toMillis() / 1e3, is(closeTo(0.1, 0.05)));
        assertThat(rhythm.mostWithin(Duration.ofSeconds(1)), is(lessThanOrEqualTo(20L)));
        assertThat(Rhythm.of(free.received()).at(59), is(lessThan(rhythm.at(50))));
        assertThat(numbers(limited.received()), is(numbers(free.received())));
        awaitSucceeded(limited, 61);
    }

    /** A sample does not wait, and takes no slot. */
    @Test
    void whatWaitsForASlotSaysSo() {
        Endpoint limited = scenario.anEndpoint().full().instant().with("rateLimit", "{\"limit\":1,\"per\":\"minute\"}").create();
        report(2);
        limited.awaitReceived(1);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(codes(), hasItems("delivered", "rate-limited")));
        JsonNode waiting = verdict("rate-limited");
        assertThat(waiting.get("sentence").asText(), containsString("the next free slot is at 2"));
        assertThat(waiting.at("/remedy/link").asText(), is("/api/v1/endpoints/" + limited.id()));
        assertThat(Duration.between(Instant.now(), Instant.parse(health(limited).get("nextSlotAt").asText())).toSeconds(),
                is(greaterThan(20L)));
        assertThat(limited.sample("team.updated").get("outcome").asText(), is("succeeded"));
        assertThat("the sample came at once, and the second change waits", limited.received().size(), is(2));

        Api.json(application.patch(path(limited), "{\"rateLimit\":{\"limit\":100,\"per\":\"second\"}}"), 200);
        limited.awaitReceived(3);
        awaitSucceeded(limited, 2);
    }

    @Test
    void aPausedEndpointGetsNothingAndLosesNothing() {
        Endpoint paused = scenario.anEndpoint().full().instant().create();
        Endpoint free = scenario.anEndpoint().full().instant().create();
        proven(paused, free);
        assertThat(Api.json(application.patch(path(paused), "{\"paused\":true}"), 200).get("paused").asBoolean(), is(true));
        report(20);
        free.awaitReceived(20);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(health(paused).path("due").asInt(), is(20)));
        report(1);
        free.awaitReceived(21);
        assertThat(paused.received(), is(List.of()));
        assertThat(health(paused).get("paused").asBoolean(), is(true));
        assertThat(verdict("paused").at("/remedy/link").asText(), is("/api/v1/endpoints/" + paused.id()));
        assertThat(paused.sample("team.updated").get("outcome").asText(), is("succeeded"));
        paused.take();

        assertThat(Api.json(application.patch(path(paused), "{\"paused\":false}"), 200).has("paused"), is(false));
        paused.awaitReceived(21);
        assertThat(numbers(paused.received()), is(numbers(free.received())));
        awaitSucceeded(paused, 22);
    }

    /** Both may be set at once: what waited leaves as fast as the limit allows. */
    @Test
    void aLimitHoldsWhenAPauseEnds() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("rateLimit", TEN).create();
        proven(endpoint);
        Api.json(application.patch(path(endpoint), "{\"paused\":true}"), 200);
        report(60);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(health(endpoint).path("due").asInt(), is(60)));
        assertThat(endpoint.received(), is(List.of()));
        Api.json(application.patch(path(endpoint), "{\"paused\":null}"), 200);
        endpoint.awaitReceived(60);
        assertThat(Rhythm.of(endpoint.received()).after(BEGINNING).perSecond(), is(closeTo(10, 1)));
    }

    @Test
    void limitAndPauseAreMembersOfTheEndpoint() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("rateLimit", TEN).create();
        assertThat(shown(endpoint).get("rateLimit").toString(), is("{\"limit\":10,\"per\":\"second\"}"));
        assertThat(shown(endpoint).has("paused"), is(false));
        JsonNode merged = Api.json(application.patch(path(endpoint), "{\"rateLimit\":{\"per\":\"minute\"}}"), 200);
        assertThat(merged.get("rateLimit").toString(), is("{\"limit\":10,\"per\":\"minute\"}"));
        assertThat(errors(endpoint, "{\"rateLimit\":{\"limit\":0}}"), contains("/rateLimit/limit"));
        assertThat(errors(endpoint, "{\"rateLimit\":{\"limit\":1001}}"), contains("/rateLimit/limit"));
        assertThat(errors(endpoint, "{\"rateLimit\":{\"limit\":null}}"), contains("/rateLimit/limit"));
        assertThat(errors(endpoint, "{\"rateLimit\":{\"per\":\"hour\"}}"), contains("/rateLimit/per"));
        assertThat(errors(endpoint, "{\"rateLimit\":10}"), contains("/rateLimit"));
        assertThat(errors(endpoint, "{\"paused\":\"yes\"}"), contains("/paused"));
        assertThat(Api.json(application.patch(path(endpoint), "{\"rateLimit\":null}"), 200).has("rateLimit"), is(false));
        Api.json(organization.patch(path(endpoint), "{\"paused\":true}"), 200);
        assertThat(shown(endpoint).get("paused").asBoolean(), is(true));
    }

    /** A first success widens the lanes of the endpoints; then the limit is what slows them down. */
    private void proven(Endpoint... endpoints) {
        report(1);
        for (Endpoint endpoint : endpoints) {
            endpoint.awaitReceived(1);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(health(endpoint).get("standing").asText(), is("proven")));
            endpoint.take();
        }
    }

    private void report(int changes) {
        scenario.post(IntStream.range(0, changes).mapToObj(i -> scenario.anEvent("team.updated", "t1", "{\"n\":" + i + "}"))
                .toArray(String[]::new));
    }

    private static Map<Integer, Long> numbers(List<Received> received) {
        return received.stream().collect(Collectors.groupingBy(one -> one.json().at("/data/n").asInt(), Collectors.counting()));
    }

    private void awaitSucceeded(Endpoint endpoint, int deliveries) {
        await().atMost(LIMIT).untilAsserted(() ->
                assertThat(health(endpoint).at("/last24Hours/succeeded").asInt(), is(greaterThanOrEqualTo(deliveries))));
    }

    private Set<String> codes() {
        return Set.copyOf(verdicts().findValuesAsText("code"));
    }

    private JsonNode verdict(String code) {
        return StreamSupport.stream(verdicts().spliterator(), false)
                .filter(verdict -> verdict.get("code").asText().equals(code)).findFirst().orElseThrow();
    }

    private JsonNode verdicts() {
        return Api.json(application.get("/explanations?organization=" + scenario.organizationId()
                + "&resourceType=team&resourceId=t1"), 200).get("items");
    }

    private List<String> errors(Endpoint endpoint, String patch) {
        return Api.json(application.patch(path(endpoint), patch), 422).get("errors").findValuesAsText("pointer");
    }

    private JsonNode shown(Endpoint endpoint) {
        return Api.json(application.get(path(endpoint)), 200);
    }

    private JsonNode health(Endpoint endpoint) {
        return Api.json(application.get(path(endpoint) + "/health"), 200);
    }

    private static String path(Endpoint endpoint) {
        return "/endpoints/" + endpoint.id();
    }
}
