package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moving from Svix and Outpost: receivers get what they got there, signed with the secret that they have. */
@SharedService
class ForeignImportIT {

    private static final String SVIX = "/configuration/import/svix";
    private static final String OUTPOST = "/configuration/import/outpost";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final long organization = Scenario.aNewOrganizationId();
    private final String type = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final String tenant = "app_" + UUID.randomUUID();
    private Api api;
    private Receiver receiver;

    @BeforeEach
    void open(Service service) {
        api = service.api();
        receiver = service.receiver();
    }

    @Test
    void aReceiverOfSvixGetsTheSameBodyAndSignature() throws Exception {
        String url = receiver.newUrl(received -> Answer.status(204));
        String document = svix(url, SECRET);
        JsonNode dry = Api.json(api.post(SVIX + "?dryRun=true", document), 200);
        assertThat(dry.get("dryRun").asBoolean(), is(true));
        assertThat(api.get("/organizations/" + organization).statusCode(), is(404));

        JsonNode answer = Api.json(api.post(SVIX, document), 200);
        assertThat(answer.get("changes"), is(dry.get("changes")));
        assertThat(answer.get("omissions"), is(dry.get("omissions")));
        assertThat(answer.toString(), not(containsString(SECRET)));
        assertThat(kindsOf(answer), is(List.of("create resource-type", "change event-type", "create event-type",
                "create organization", "create application", "create enablement", "create endpoint")));
        assertThat(answer.at("/omissions/0/pointer").asText(), is("/applications/0/metadata/not a name"));
        JsonNode application = Api.json(api.get("/applications/" + answer.get("ids").get(tenant).asText()), 200);
        assertThat(application.get("externalId").asText(), is(String.valueOf(organization)));
        assertThat(application.get("metadata").toString(), is("{\"plan\":\"gold\"}"));
        String endpoint = answer.get("ids").get(tenant + "/ep_1").asText();
        assertThat(Api.json(api.get("/endpoints/" + endpoint + "/secret"), 200).get("secret").asText(), is(SECRET));

        assertSigned(url, type + ".paid", "svix-");
        assertThat(Api.json(api.post(SVIX, document), 200).get("changes").size(), is(0));
    }

    @Test
    void aReceiverOfOutpostGetsTheSameBodyAndSignature() throws Exception {
        String url = receiver.newUrl(received -> Answer.status(200));
        JsonNode answer = Api.json(api.post(OUTPOST, outpost(url)), 200);
        assertThat(answer.at("/omissions/0/pointer").asText(), is("/tenants/0/destinations/1"));
        report(type + ".paid", "{\"total\":99}");
        assertSigned(url, type + ".paid", "webhook-");
        Received webhook = receiver.received(url).get(0);
        assertThat(webhook.header("x-outpost-signature").replace("v0=", "sha256="), is(webhook.header("X-TrackScore-Signature")));
    }

    @Test
    void everyFlawPointsIntoTheDocumentAndNothingIsWritten() {
        String document = Json.object("applications", List.of(raw(Json.object("id", tenant, "name", "Acme", "endpoints", List.of(
                raw(Json.object("id", "ep_1", "url", "ftp://example.org/", "headers", raw("{\"Svix-Id\":\"x\"}"))),
                raw(Json.object("id", "ep_2", "url", "http://localhost:9999/", "description", "x".repeat(501))))))),
                "organizations", raw(Json.object(tenant, organization)));
        JsonNode problem = Api.json(api.post(SVIX, document), 422);
        assertThat(pointersOf(problem), is(List.of("/applications/0/endpoints/1/description")));
        problem = Api.json(api.post(SVIX, document.replace("x".repeat(501), "x")), 422);
        assertThat(pointersOf(problem),
                hasItems("/applications/0/endpoints/0/url", "/applications/0/endpoints/0/headers/Svix-Id"));
        assertThat(api.get("/organizations/" + organization).statusCode(), is(404));
        assertThat(pointersOf(Api.json(api.post(SVIX, "{\"applications\":{\"data\":[]}}"), 422)), is(List.of("/applications")));
        assertThat(pointersOf(Api.json(api.post(OUTPOST, "{\"tenants\":3}"), 422)), is(List.of("/tenants")));
    }

    @Test
    void anEndpointKeepsItsSecretWhateverASecondImportSays() {
        String url = receiver.newUrl(received -> Answer.status(200));
        JsonNode answer = Api.json(api.post(SVIX, svix(url, SECRET)), 200);
        JsonNode problem = Api.json(api.post(SVIX, svix(url, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")), 422);
        assertThat(pointersOf(problem), is(List.of("/applications/0/endpoints/0/secret")));
        String endpoint = answer.get("ids").get(tenant + "/ep_1").asText();
        assertThat(Api.json(api.get("/endpoints/" + endpoint + "/secret"), 200).get("secret").asText(), is(SECRET));
    }

    private String svix(String url, String secret) {
        Json.Raw endpoint = raw(Json.object("id", "ep_1", "url", url, "filterTypes", List.of(type + ".paid"),
                "headers", raw("{\"X-Tenant\":\"acme\"}"), "rateLimit", 50, "secret", secret));
        return Json.object("eventTypes", List.of(
                raw(Json.object("name", type + ".created", "description", "It was made")),
                raw(Json.object("name", type + ".paid", "description", "It was paid",
                        "schemas", raw("{\"1\":{\"type\":\"object\"}}")))),
                "applications", List.of(raw(Json.object("id", tenant, "uid", String.valueOf(organization), "name", "Acme",
                        "metadata", raw("{\"plan\":\"gold\",\"not a name\":\"x\"}"), "endpoints", List.of(endpoint)))));
    }

    private String outpost(String url) {
        Json.Raw webhook = raw(Json.object("id", "des_1", "type", "webhook", "topics", List.of(type + ".*"),
                "filter", raw("{\"data\":{\"total\":{\"$gte\":100}}}"), "config", raw(Json.object("url", url)),
                "credentials", raw(Json.object("secret", SECRET)), "disabled_at", raw("null")));
        Json.Raw bucket = raw(Json.object("id", "des_2", "type", "aws_s3"));
        return Json.object("topics", List.of(type + ".paid"), "tenants", List.of(raw(Json.object("id",
                String.valueOf(organization), "destinations", List.of(webhook, bucket)))));
    }

    /** Reports a change once a node knows its event type, which takes a second at most. */
    private void report(String eventType, String data) {
        String change = Json.object("organizationId", organization, "eventType", eventType, "resourceId", "r1",
                "data", raw(data));
        await("a 202").atMost(Duration.ofSeconds(30)).until(() -> api.post("/changes", change).statusCode() == 202);
    }

    /** The first webhook that {@code url} gets of a change is its data, signed with the secret. */
    private void assertSigned(String url, String eventType, String headerPrefix) throws Exception {
        report(eventType, "{\"total\":100,\"currency\":\"EUR\"}");
        await("a webhook").atMost(Duration.ofMinutes(1)).until(() -> !receiver.received(url).isEmpty());
        Received webhook = receiver.received(url).get(0);
        assertThat(webhook.body(), is("{\"total\":100,\"currency\":\"EUR\"}"));
        new Webhook(SECRET).verify(webhook.body(), webhook.renamed(headerPrefix));
    }

    private static List<String> kindsOf(JsonNode answer) {
        List<String> kinds = new ArrayList<>();
        answer.get("changes").forEach(change -> kinds.add(change.get("action").asText() + " " + change.get("kind").asText()));
        return kinds;
    }

    private static List<String> pointersOf(JsonNode problem) {
        List<String> pointers = new ArrayList<>();
        problem.path("errors").forEach(error -> pointers.add(error.get("pointer").asText()));
        return pointers;
    }
}
