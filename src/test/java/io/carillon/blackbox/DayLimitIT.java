package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scrape;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An organization reports no more changes over HTTP in a day than operators allow; what the queue brings counts. */
@SharedService
class DayLimitIT {

    private static final int LIMIT = 5;

    private final long organization = Scenario.aNewOrganizationId();
    private Api api;

    @BeforeEach
    void limit(Service service) {
        api = service.api();
        Api.json(api.post("/organizations", Json.object("id", organization, "name", "Limited", "changesADay", LIMIT)), 201);
    }

    @Test
    void whatExceedsTheLimitIsRefusedUntilMidnightWhateverKeySendsIt() {
        assertThat(report(api, 3).statusCode(), is(202));
        double before = refused();
        HttpResponse<String> over = report(Tenant.keyOf(api, "organization:" + organization), 3);
        JsonNode problem = Api.json(over, 429);
        assertThat(problem.get("type").asText(), is("https://carillon.io/problems/too-many-requests"));
        assertThat(problem.get("detail").asText(), containsString("The organization " + organization + " may report 5 changes"));
        long wait = over.headers().firstValueAsLong("Retry-After").orElse(0);
        Instant end = Instant.parse(usage().get("until").asText());
        assertThat(Duration.between(Instant.now(), end).toSeconds(), is(both(greaterThanOrEqualTo(wait - 60))
                .and(lessThanOrEqualTo(wait))));
        assertThat(refused() - before, is(greaterThanOrEqualTo(3.0)));
        assertThat("a smaller request fits", report(api, 2).statusCode(), is(202));
        assertThat(usage().get("changesToday").asInt(), is(LIMIT));
        assertThat(report(api, 1).statusCode(), is(429));
    }

    @Test
    void aRequestThatWasAcceptedIsAnsweredAsBefore() {
        HttpResponse<String> first = reportWithKey("k-" + organization, LIMIT);
        assertThat(first.statusCode(), is(202));
        assertThat(report(api, 1).statusCode(), is(429));
        HttpResponse<String> again = reportWithKey("k-" + organization, LIMIT);
        assertThat(Api.json(again, 202), is(Api.json(first, 202)));
        assertThat(reportWithKey("other-" + organization, 1).statusCode(), is(429));
        assertThat(usage().get("changesToday").asInt(), is(LIMIT));
    }

    @Test
    void whatTheBrokerTookCountsUnlessItIsRepeatedOrRejected(CoreProducer producer) throws Exception {
        String named = Json.object("id", "c1", "organizationId", organization, "eventType", "team.updated", "resourceId", "t1");
        String unknown = Json.object("organizationId", organization, "eventType", "team.unknown", "resourceId", "t1");
        producer.sendText("[" + String.join(",", named, named, unknown) + "," + changes(LIMIT).substring(1));
        await().atMost(Duration.ofSeconds(30)).until(() -> usage().get("changesToday").asInt() == LIMIT + 1);
        assertThat(report(api, 1).statusCode(), is(429));
    }

    @Test
    void operatorsAloneSetALimitAndAnotherOneAppliesWithinASecond() {
        Api own = Tenant.keyOf(api, "organization:" + organization);
        String path = "/organizations/" + organization;
        assertThat(own.patch(path, "{\"changesADay\":9}").statusCode(), is(403));
        assertThat(Api.json(own.get(path), 200).get("changesADay").asInt(), is(LIMIT));
        for (String wrong : new String[] {"-1", "1000000001", "\"many\"", "1.5"}) {
            assertThat(wrong, api.patch(path, "{\"changesADay\":" + wrong + "}").statusCode() / 100, is(4));
        }
        assertThat(report(api, LIMIT).statusCode(), is(202));
        Api.json(api.patch(path, "{\"changesADay\":6}"), 200);
        await().atMost(Duration.ofSeconds(10)).until(() -> report(api, 1).statusCode() == 202);
        assertThat(report(api, 1).statusCode(), is(429));
        assertThat(Api.json(own.get(path + "/usage"), 200).get("changesToday").asInt(), is(6));

        Api.json(api.patch(path, "{\"changesADay\":null}"), 200);
        assertThat(Api.json(own.get(path), 200).has("changesADay"), is(false));
        assertThat(usage().has("changesToday"), is(false));
        await().atMost(Duration.ofSeconds(10)).until(() -> report(api, 2).statusCode() == 202);
    }

    @Test
    void aConfigurationHasTheLimitAndApplicationsDoNotSeeIt() {
        String path = "/configuration?organization=" + organization;
        JsonNode exported = Api.json(api.get(path), 200);
        assertThat(exported.at("/organizations/" + organization + "/changesADay").asInt(), is(LIMIT));
        Api.json(api.patch("/organizations/" + organization, "{\"changesADay\":0}"), 200);
        JsonNode imported = Api.json(api.post("/configuration/import", exported.toString()), 200);
        assertThat(imported.at("/changes/0/before/changesADay").asInt(-1), is(0));
        assertThat(imported.at("/changes/0/after/changesADay").asInt(), is(LIMIT));
        assertThat(usage().get("changesADay").asInt(), is(LIMIT));

        String application = Api.json(api.post("/applications", Json.object("name", "A")), 201).get("id").asText();
        JsonNode seen = Api.json(Tenant.keyOf(api, "application:" + application).get("/organizations/" + organization), 200);
        assertThat(seen.has("changesADay"), is(false));
    }

    private double refused() {
        return Scrape.prometheus(api.root("/metrics").body()).value("carillon_changes_over_day_limit_total", Map.of())
                .orElseThrow();
    }

    private JsonNode usage() {
        return Api.json(api.get("/organizations/" + organization + "/usage"), 200);
    }

    private HttpResponse<String> report(Api caller, int number) {
        return caller.post("/changes", changes(number));
    }

    private HttpResponse<String> reportWithKey(String key, int number) {
        return api.send(api.request("/changes").header("Content-Type", "application/json").header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(changes(number), UTF_8)));
    }

    private String changes(int number) {
        return IntStream.range(0, number).mapToObj(i -> Json.object("organizationId", organization, "eventType", "team.updated",
                "resourceId", "t" + i)).collect(Collectors.joining(",", "[", "]"));
    }
}
