package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Forgery;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.receivers.ReceiverProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Endpoints choose method, names of headers and a further signature, so that receivers need not change. */
@SharedService
class RequestFormIT {

    private static final String HEADER =
            Json.object("name", "X-Convoy-Signature", "value", "t={timestamp},v1={hex}", "signed", "{timestamp},{body}");

    private final Service service;
    private final Scenario scenario;

    RequestFormIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @Test
    void anEndpointThatMovedFromSvixIsVerifiedAsBefore() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("headerPrefix", "\"svix-\"").create();
        assertThat(shown(endpoint).get("headerPrefix").asText(), is("svix-"));
        Received webhook = report(endpoint);
        assertThat(webhook.header("webhook-id"), nullValue());
        assertThat(webhook.header("webhook-signature"), nullValue());
        assertThat(webhook.header("svix-id"), is(webhook.json().get("id").asText()));
        assertThat(webhook.header("svix-sequence"), is(webhook.json().at("/meta/sequence").asText()));
        new Webhook(endpoint.secret()).verify(webhook.body(), webhook.renamed("svix-"));
    }

    @Test
    void theMethodIsTheEndpoints() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("method", "\"put\"").create();
        assertThat(shown(endpoint).get("method").asText(), is("put"));
        assertThat(report(endpoint).method(), is("PUT"));
        String delivery = endpoint.awaitDelivery("succeeded").get("id").asText();
        assertThat(Api.json(service.api().get("/deliveries/" + delivery + "/request"), 200).get("method").asText(), is("PUT"));
        JsonNode sample = Api.json(service.api().post("/endpoints/" + endpoint.id() + "/samples",
                Json.object("eventType", "score.updated")), 200);
        assertThat(sample.at("/request/method").asText(), is("PUT"));
        JsonNode usual = Api.json(service.api().patch("/endpoints/" + endpoint.id(), "{\"method\":null}"), 200);
        assertThat("post is not shown", usual.has("method"), is(false));
        Api.json(service.api().patch("/endpoints/" + endpoint.id(), "{\"method\":\"delete\"}"), 422);
    }

    @Test
    void allOfItIsShownReplacedAndTakenBack() {
        Endpoint endpoint = scenario.anEndpoint().with("method", "\"patch\"").with("headerPrefix", "\"x-acme-\"")
                .with("signatureHeader", HEADER).create();
        JsonNode shown = shown(endpoint);
        assertThat(shown.get("signatureHeader"), is(Api.json(HEADER)));
        JsonNode replaced = Api.json(service.api().put("/endpoints/" + endpoint.id(), shown.toString()), 200);
        assertThat("what changes nothing", replaced, is(shown));
        JsonNode none = Api.json(service.api().patch("/endpoints/" + endpoint.id(),
                "{\"method\":null,\"headerPrefix\":null,\"signatureHeader\":null}"), 200);
        assertThat(List.of("method", "headerPrefix", "signatureHeader").stream().filter(none::has).toList(), is(List.of()));
    }

    @Test
    void flawsNameTheirMember() {
        String path = "/applications/" + scenario.applicationId() + "/endpoints";
        JsonNode refused = Api.json(service.api().post(path, "{\"url\":\"https://example.org/\",\"headerPrefix\":\"x\","
                + "\"signatureHeader\":{\"name\":\"Host\",\"value\":\"{body}\",\"signed\":\"{hex}\"}}"), 422);
        assertThat(refused.findValuesAsText("pointer"), containsInAnyOrder("/headerPrefix", "/signatureHeader/name",
                "/signatureHeader/value", "/signatureHeader/signed"));
        assertThat(Api.json(service.api().post(path, "{\"url\":\"https://example.org/\",\"signatureHeader\":{\"name\":\"X\"}}"),
                422).toString(), containsString("/signatureHeader/value"));
    }

    @Test
    void theReceiverOfThePageVerifiesAHeaderOfAnotherProduct() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("signatureHeader", HEADER)
                .with("status", "\"inactive\"").create();
        String path = "/endpoints/" + endpoint.id();
        try (ReceiverProcess receiver = ReceiverProcess.signatureHeader(endpoint.secret())) {
            Api.json(service.api().patch(path, Json.object("url", receiver.url())), 200);
            for (String variant : List.of("valid", "forged", "old")) {
                JsonNode sample = Api.json(service.api().post(path + "/samples",
                        Json.object("eventType", "score.updated", "variant", variant)), 200);
                assertThat(sample.toString(), sample.get("asExpected").asBoolean(), is(true));
            }
            JsonNode sent = Api.json(service.api().post(path + "/samples", Json.object("eventType", "score.updated")), 200)
                    .get("request");
            Map<String, String> headers = new LinkedHashMap<>();
            sent.get("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
            headers.remove("Content-Type"); // Forgery has its own
            Forgery genuine = new Forgery(receiver.url(), sent.get("body").asText(), headers, "");
            assertThat(genuine.send(), is(200));
            assertThat(genuine.without("X-Convoy-Signature").send(), is(401));
            assertThat(new Forgery(receiver.url(), sent.get("body").asText() + " ", headers, "").send(), is(401));
        }
    }

    private JsonNode shown(Endpoint endpoint) {
        return Api.json(service.api().get("/endpoints/" + endpoint.id()), 200);
    }

    private Received report(Endpoint endpoint) {
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"new_score\":950}"));
        return endpoint.awaitReceived(1).get(0);
    }
}
