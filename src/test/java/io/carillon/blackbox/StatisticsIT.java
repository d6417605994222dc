package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /statistics}: they say what the receivers saw and what the lists show, minute by minute, to each role its own. */
@SharedService
class StatisticsIT {

    private static final int CHANGES = 40;

    private final Service service;
    private final Scenario scenario;
    private final Api organization;
    private final Api application;
    private final Instant start = Instant.now();

    StatisticsIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
        organization = Tenant.keyOf(service.api(), "organization:" + scenario.organizationId());
        application = Tenant.keyOf(service.api(), "application:" + scenario.applicationId());
    }

    @Test
    void theNumbersAreThoseOfTheLedger() {
        AtomicInteger requests = new AtomicInteger();
        Endpoint good = scenario.anEndpoint().full().instant().create();
        Endpoint bad = scenario.anEndpoint().full().instant().answering(received -> Answer.status(500)).create();
        Endpoint mending = scenario.anEndpoint().full().instant().retrying()
                .answering(received -> Answer.status(requests.getAndIncrement() < 2 ? 500 : 200)).create();
        Endpoint off = scenario.anEndpoint().full().instant().with("status", "\"inactive\"").create();
        send();
        good.awaitReceived(CHANGES);
        bad.awaitReceived(CHANGES);
        mending.awaitReceived(CHANGES + 2);

        assertMatches(good, Map.of("succeeded", CHANGES));
        assertMatches(bad, Map.of("status", CHANGES));
        JsonNode mended = assertMatches(mending, Map.of("succeeded", CHANGES, "status", 2));
        assertThat(mended.get("retried").asInt(), is(2));
        assertThat(mended.get("failed").asInt(), is(0));
        assertThat("of first attempts", mended.at("/changeToWebhookMs/count").asInt(), is(CHANGES));
        JsonNode failed = total("deliveries", "&endpoint=" + bad.id(), application);
        assertThat(failed.get("failed").asInt(), is(CHANGES));
        assertThat(failed.at("/durationMs/p50").asInt(), is(allOf(greaterThanOrEqualTo(0), lessThanOrEqualTo(15_000))));
        JsonNode skipped = total("deliveries", "&endpoint=" + off.id(), organization);
        assertThat(skipped.get("skipped").asInt(), is(CHANGES));
        assertThat(skipped.get("attempts").asInt(), is(0));

        JsonNode byOutcome = statistics("deliveries", "&by=outcome&application=" + scenario.applicationId(), organization);
        assertThat(byOutcome.at("/series").findValuesAsText("group"), is(List.of("succeeded", "status")));
        JsonNode byEndpoint = statistics("deliveries", "&by=endpoint&top=1", application);
        assertThat(byEndpoint.at("/series/0/group").asText(), is(mending.id()));
        assertThat(byEndpoint.at("/series/1/group").asText(), is("other"));
        assertThat(byEndpoint.at("/series/1/total/attempts").asInt(), is(2 * CHANGES));
    }

    @Test
    void changesAreCountedByWhatBecameOfThem() {
        scenario.anEndpoint().full().instant().to("team.*").create();
        String repeated = Json.object("organizationId", scenario.organizationId(), "eventType", "team.updated",
                "resourceId", "t1", "id", "c-1");
        scenario.post(repeated, scenario.aChange("registration", "update", "r1"), scenario.anEvent("score.updated", "s1"));
        await().until(() -> total("changes", "", organization).path("received").asInt(), is(3));
        scenario.post(repeated);
        await().until(() -> total("changes", "", organization).path("received").asInt(), is(4));
        JsonNode total = total("changes", "", organization);
        assertThat(total.get("applied").asInt(), is(2));
        assertThat(total.get("instant").asInt(), is(1));
        assertThat(total.get("silent").asInt(), is(1));
        assertThat(total.get("repeated").asInt(), is(1));
        JsonNode byType = statistics("changes", "&by=resourceType", organization);
        assertThat(byType.at("/series/0/group").asText(), is("team"));
        assertThat(byType.at("/series/0/total/received").asInt(), is(2));
        Api stranger = Tenant.keyOf(service.api(), "organization:" + other());
        assertThat(statistics("changes", "&organization=" + scenario.organizationId(), stranger).get("series").size(), is(0));
        assertThat(total("changes", "&organization=" + scenario.organizationId(), service.api()).get("received").asInt(), is(4));
    }

    @ParameterizedTest
    @CsvSource({"deliveries?from=yesterday,from must be", "deliveries?step=PT7M,step must be", "deliveries?by=day,by must be",
        "deliveries?top=0,top must be", "deliveries?organization=x,organization must be", "changes?by=outcome,by must be",
        "deliveries?from=2001-01-01T00:00:00Z,step must be longer",
        "changes?from=2001-01-01T00:00:00Z&step=PT1M,step must be PT1H"})
    void aProblemNamesTheParameter(String question, String detail) {
        assertThat(Api.json(organization.get("/statistics/" + question), 400).get("detail").asText(), containsString(detail));
    }

    private void send() {
        IntStream.range(0, CHANGES / 10).forEach(batch -> scenario.post(IntStream.range(0, 10)
                .mapToObj(i -> scenario.anEvent("score.updated", "s" + batch + "-" + i, "{}")).toArray(String[]::new)));
    }

    private long other() {
        long id = Scenario.aNewOrganizationId();
        Api.json(service.api().post("/organizations", Json.object("id", id, "name", "Other")), 201);
        return id;
    }

    /** Compares the series of an endpoint with its attempts, as the API lists them, for each minute. */
    private JsonNode assertMatches(Endpoint endpoint, Map<String, Integer> outcomes) {
        String filter = "&step=PT1M&endpoint=" + endpoint.id();
        int attempts = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        await().atMost(Duration.ofSeconds(30)).until(() -> total("deliveries", filter, application).path("attempts").asInt(),
                is(attempts));
        assertThat(endpoint.received().size(), is(attempts));
        JsonNode series = statistics("deliveries", filter, application).at("/series/0");
        Map<String, Integer> counts = new TreeMap<>();
        series.at("/total/outcomes").properties().forEach(outcome -> counts.put(outcome.getKey(), outcome.getValue().asInt()));
        assertThat(counts, is(outcomes));
        Map<Instant, Integer> listed = new TreeMap<>();
        JsonNode deliveries = Api.json(application.get("/deliveries?limit=200&endpoint=" + endpoint.id()), 200).get("items");
        deliveries.forEach(delivery -> endpoint.attempts(delivery.get("id").asText()).forEach(attempt ->
                listed.merge(Instant.parse(attempt.get("startedAt").asText()).truncatedTo(ChronoUnit.MINUTES), 1, Integer::sum)));
        Map<Instant, Integer> counted = new TreeMap<>();
        StreamSupport.stream(series.get("points").spliterator(), false)
                .forEach(point -> counted.put(Instant.parse(point.get("at").asText()), point.get("attempts").asInt()));
        assertThat(counted, is(listed));
        assertThat("to the owner as well", total("deliveries", filter, organization), is(series.get("total")));
        assertThat("and to an operator", total("deliveries", filter, service.api()), is(series.get("total")));
        return series.get("total");
    }

    private JsonNode total(String what, String parameters, Api caller) {
        return statistics(what, parameters, caller).at("/series/0/total");
    }

    private JsonNode statistics(String what, String parameters, Api caller) {
        return Api.json(caller.get("/statistics/" + what + "?from=" + start + parameters), 200);
    }
}
