package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /sources}: webhooks of GitHub and Stripe, signed as these document it, become changes. */
@SharedService
class SourcesIT {

    private static final String SECRET = "It's a Secret to Everybody";
    private static final String STRIPE_SECRET = "whsec_dGhlIHNlY3JldCBvZiBhIHRlc3Q";
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private Api api;
    private Scenario scenario;
    private Tenant tenant;
    private String type;

    @BeforeEach
    void open(Service service, Scenario aScenario, Tenant aTenant) {
        api = service.api();
        scenario = aScenario;
        tenant = aTenant;
        type = "t" + UUID.randomUUID().toString().substring(0, 8);
        Api.json(api.put("/resource-types/" + type,
                Json.object("create", "notify", "update", "notify", "delete", "notify")), 201);
        Api.json(api.put("/event-types/" + type + ".paid", Json.object("description", "It was paid", "resourceType", type,
                "resourceOperation", "update")), 201);
        await("the node knows the event types").atMost(Duration.ofSeconds(30))
                .until(() -> api.post("/changes", Json.object("organizationId", tenant.organization, "eventType", type + ".paid",
                        "resourceId", "known")).statusCode() == 202);
    }

    @Test
    void anIssueOfGitHubBecomesAWebhook() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        String source = aSource(github(scenario.organizationId()));
        String delivery = UUID.randomUUID().toString();
        String opened = """
                {"action":"opened","issue":{"node_id":"I_kwDO1","number":1347,"title":"Found a bug",
                 "updated_at":"2026-11-26T20:09:31Z"},
                 "repository":{"full_name":"octocat/Hello-World"}}""";

        JsonNode accepted = Api.json(github(source, opened, delivery, "issues", SECRET), 202);
        assertThat(accepted.get("ids"), is(Api.json(Json.array(delivery))));
        JsonNode webhook = endpoint.awaitReceived(1).get(0).json();
        assertThat(webhook.get("type").asText(), is(type + ".created"));
        assertThat(webhook.at("/data/title").asText(), is("Found a bug"));

        Api.json(github(source, opened, delivery, "issues", SECRET), 202);
        Api.json(github(source, opened.replace("opened", "closed"), UUID.randomUUID().toString(), "issues", SECRET), 202);
        endpoint.awaitReceived(2);
        assertThat(endpoint.received().size(), is(2));

        HttpResponse<String> ignored = github(source, "{\"zen\":\"Anything added dilutes everything else.\"}", delivery, "ping",
                SECRET);
        assertThat(ignored.statusCode() + ignored.body(), is("204"));
    }

    @Test
    void anInvoiceOfStripeBecomesAWebhook() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        String source = aSource(example(1).toString().replace("invoice.", type + "."));
        String paid = """
                {"id":"evt_%s","object":"event","type":"%s.paid","created":%d,
                 "data":{"object":{"id":"in_1MtHbELkdIwHu7ix","amount_paid":1099,"metadata":{"organization":"%d"}}}}"""
                .formatted(UUID.randomUUID(), type, Instant.now().getEpochSecond(), scenario.organizationId());

        Api.json(stripe(source, paid, Instant.now()), 202);
        JsonNode webhook = endpoint.awaitReceived(1).get(0).json();
        assertThat(webhook.get("type").asText(), is(type + ".paid"));
        assertThat(webhook.at("/data/amount_paid").asInt(), is(1099));

        assertThat(stripe(source, paid, Instant.now().minusSeconds(400)).statusCode(), is(401));
        assertThat(Api.json(stripe(source, paid.replace(type, "charge"), Instant.now()), 422).at("/errors/0/detail").asText(),
                is("matches no mapping of this source"));
        assertThat(Api.json(stripe(source, paid.replace("\"" + scenario.organizationId(), "\"1" + scenario.organizationId()),
                Instant.now()), 422).at("/errors/0/pointer").asText(), is("/organizationId"));
        assertThat(Api.json(stripe(source, "not JSON", Instant.now()), 400).at("/errors/0/detail").asText(),
                containsString("is not JSON"));
    }

    @Test
    void whatTheSenderDidNotSignIsRefusedWithoutDetail() {
        String source = aSource(github(scenario.organizationId()));
        String id = UUID.randomUUID().toString();
        JsonNode problem = Api.json(github(source, "{\"action\":\"opened\"}", id, "issues", SECRET + "!"), 401);
        assertThat(problem.get("detail").asText(), is("The request is not verified."));
        HttpResponse<String> withAKey = api.post("/sources/" + source + "/webhooks", "{\"action\":\"opened\"}");
        assertThat(Api.json(withAKey, 401), is(problem));
        assertThat(withAKey.body(), not(containsString("headers")));
        assertThat(github("src_0", "{}", id, "issues", SECRET).statusCode(), is(404));
    }

    @Test
    void aDryRunShowsTheChangeAndWhatIsWrongWithIt() {
        String source = aSource(github(scenario.organizationId()));
        String sample = """
                {"headers":{"X-GitHub-Event":"issues","X-GitHub-Delivery":"d1"},
                 "body":{"action":"edited","issue":{"node_id":"I_1","updated_at":"2026-11-26T20:09:31Z"}}}""";
        JsonNode run = dryRun(source, sample);
        assertThat(run.get("result").asText(), is("accepted"));
        assertThat(run.get("change"), is(Api.json("""
                {"organizationId":%d,"eventType":"%s.updated","id":"d1","resourceId":"I_1",
                 "occurredAt":"2026-11-26T20:09:31Z","data":{"node_id":"I_1","updated_at":"2026-11-26T20:09:31Z"}}"""
                .formatted(scenario.organizationId(), type))));
        assertThat(run.get("errors").size(), is(0));

        assertThat(dryRun(source, sample.replace("edited", "labeled")).get("result").asText(), is("ignored"));
        JsonNode wrong = dryRun(source, sample.replace("2026-11-26T20:09:31Z", "today").replace("node_id", "id"));
        assertThat(wrong.get("result").asText(), is("refused"));
        assertThat(wrong.get("errors").findValuesAsText("pointer"), is(List.of("/resourceId", "/occurredAt")));
        ObjectNode other = (ObjectNode) Api.json(sample);
        other.set("mappings", Api.json("[{\"change\":{\"eventType\":\"horse.shod\",\"resourceId\":\"/body/action\"}}]"));
        JsonNode tried = dryRun(source, other.toString());
        assertThat(tried.at("/change/resourceId").asText(), is("edited"));
        assertThat(tried.at("/errors/0/pointer").asText(), is("/eventType"));
        other.set("mappings", Api.json("[{\"change\":{\"eventType\":\"a.b\"}}]"));
        assertThat(Api.json(api.post("/sources/" + source + "/dry-run", other.toString()), 422).at("/errors/0/pointer").asText(),
                is("/mappings/0/change/resourceId"));
    }

    @Test
    void aSecretIsNeverShownAndAMaskKeepsIt() {
        String source = aSource(github(scenario.organizationId()));
        String path = "/sources/" + source;
        JsonNode shown = Api.json(api.get(path), 200);
        assertThat(shown.at("/verification/secret").asText(), is("***"));
        assertThat(Api.json(api.put(path, shown.toString()), 200), is(shown));
        assertThat(Api.json(api.patch(path, "{\"name\":\"renamed\"}"), 200).get("name").asText(), is("renamed"));
        assertThat(github(source, "{}", "d", "ping", SECRET).statusCode(), is(204));
        assertThat(Api.json(api.patch(path, "{\"organizationId\":1}"), 422).at("/errors/0/pointer").asText(),
                is("/organizationId"));
        Api.json(api.patch(path, Json.object("verification", raw(Json.object("secret", SECRET + "!")))), 200);
        assertThat(github(source, "{}", "d", "ping", SECRET).statusCode(), is(401));
        assertThat(github(source, "{}", "d", "ping", SECRET + "!").statusCode(), is(204));
        assertThat(api.get("/audit-log?object=" + source).body(), not(containsString(SECRET)));
        assertThat(api.list("/audit-log?object=" + source).stream().map(entry -> entry.get("action").asText()).toList(), is(
                List.of("source.changed", "source.changed", "source.replaced", "source.created")));
        String stale = api.get(path).headers().firstValue("ETag").orElseThrow();
        Api.json(api.patch(path, "{\"unmatched\":\"refuse\"}"), 200);
        assertThat(api.send(api.request(path).header("If-Match", stale).DELETE()).statusCode(), is(412));
        assertThat(api.delete(path).statusCode(), is(204));
        assertThat(api.get(path).statusCode(), is(404));
        assertThat(github(source, "{}", "d", "ping", SECRET + "!").statusCode(), is(404));
    }

    @Test
    void anOrganizationHasSourcesOfItsOwnUpToALimitAndNotLongerThanItself() {
        long organization = tenant.newOrganization();
        Api own = Tenant.keyOf(api, "organization:" + organization);
        String body = github(null);
        String first = Api.json(own.post("/sources", body), 201).get("id").asText();
        assertThat(Api.json(own.get("/sources/" + first), 200).get("organizationId").asLong(), is(organization));
        assertThat(tenant.organizationKey.get("/sources/" + first).statusCode(), is(404));
        assertThat(Api.json(own.post("/sources", github(tenant.organization)), 422)
                .at("/errors/0/pointer").asText(), is("/organizationId"));
        for (int i = 1; i < 20; i++) {
            Api.json(own.post("/sources", body), 201);
        }
        assertThat(Api.json(own.post("/sources", body), 409).get("detail").asText(), containsString("CARILLON_MAX_SOURCES"));
        assertThat(own.list("/sources").size(), is(20));
        aSource(github(organization));
        assertThat(api.list("/sources?organization=" + organization).size(), is(21));
        assertThat(api.delete("/organizations/" + organization).statusCode(), is(204));
        assertThat(github(first, "{}", "d", "ping", SECRET).statusCode(), is(404));
        assertThat(api.list("/sources?organization=" + organization).size(), is(0));
    }

    @Test
    void aSourceIsConfiguration() {
        String source = aSource(github(scenario.organizationId()));
        String own = "/configuration?organization=" + scenario.organizationId();
        ObjectNode document = (ObjectNode) Api.json(api.get(own), 200);
        assertThat(document.at("/sources/" + source + "/verification/secret").asText(), is("***"));
        assertThat(Api.json(api.post("/configuration/import", document.toString()), 200).get("changes").size(), is(0));
        ObjectNode written = (ObjectNode) document.at("/sources/" + source);
        ((ObjectNode) written.get("verification")).put("secret", SECRET);
        assertThat(Api.json(api.post("/configuration/import", document.toString()), 200).get("changes").size(), is(0));
        written.put("name", "other");
        assertThat(Api.json(api.post("/configuration/import", document.toString()), 200).at("/changes/0/after"),
                is(Api.json("{\"name\":\"other\"}")));
        String id = "src_" + UUID.randomUUID().toString().replace("-", "");
        ObjectNode another = (ObjectNode) Api.json("{}");
        another.putObject("sources").set(id, written);
        assertThat(Api.json(api.post("/configuration/import", another.toString()), 200).at("/changes/0/action").asText(),
                is("create"));
        assertThat(github(id, "{}", "d", "ping", SECRET).statusCode(), is(204));
        ((ObjectNode) written.get("verification")).put("secret", "***");
        ((ObjectNode) another.get("sources")).removeAll().set("src_" + "0".repeat(32), written);
        assertThat(Api.json(api.post("/configuration/import", another.toString()), 422).at("/errors/0/pointer").asText(),
                is("/sources/src_" + "0".repeat(32) + "/verification/secret"));
    }

    private JsonNode dryRun(String source, String sample) {
        return Api.json(api.post("/sources/" + source + "/dry-run", sample), 200);
    }

    private String aSource(String body) {
        return Api.json(api.post("/sources", body), 201).get("id").asText();
    }

    /** The source for GitHub on the page, with event types of this test. */
    private String github(Long organization) {
        ObjectNode source = example(0).put("organizationId", organization);
        return source.toString().replace("issue.", type + ".");
    }

    private static ObjectNode example(int index) {
        try {
            List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("src/docs/sources.md"))).results()
                    .map(found -> found.group(1)).toList();
            return (ObjectNode) Api.json(examples.get(index));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As GitHub sends it. */
    private HttpResponse<String> github(String source, String body, String delivery, String event, String secret) {
        return api.send(to(source).header("Content-Type", "application/json").header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", delivery).header("X-Hub-Signature-256", "sha256=" + hmac(secret, body))
                .POST(BodyPublishers.ofString(body)));
    }

    /** As Stripe sends it. */
    private HttpResponse<String> stripe(String source, String body, Instant time) {
        String signature = "t=" + time.getEpochSecond() + ",v1=" + hmac(STRIPE_SECRET, time.getEpochSecond() + "." + body)
                + ",v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39";
        return api.send(to(source).header("Content-Type", "application/json; charset=utf-8")
                .header("Stripe-Signature", signature).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder to(String source) {
        return api.withKey(null).request("/sources/" + source + "/webhooks");
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
