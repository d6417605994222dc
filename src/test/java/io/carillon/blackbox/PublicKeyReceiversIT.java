package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Forgery;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.receivers.ReceiverProcess;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The receivers of {@code src/docs/receiving-webhooks.md} that have no secret. They verify with Node's own cryptography, and with
 * a library for HTTP message signatures.
 */
@SharedService
class PublicKeyReceiversIT {

    private final Service service;
    private final Scenario scenario;

    PublicKeyReceiversIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @Test
    void theReceiverWithThePublicKey() {
        Endpoint endpoint = anEndpoint("v1a");
        String key = Api.json(service.api().get("/endpoints/" + endpoint.id()), 200).get("publicKey").asText();
        try (ReceiverProcess receiver = ReceiverProcess.publicKey(key)) {
            isSound(receiver, endpoint);
        }
    }

    @Test
    void theReceiverWithTheKeySet() {
        Endpoint endpoint = anEndpoint("http-message");
        URI jwks = service.api().request("/endpoints/" + endpoint.id() + "/jwks").build().uri();
        try (ReceiverProcess receiver = ReceiverProcess.httpMessage(jwks)) {
            isSound(receiver, endpoint);
            URI elsewhere = URI.create(receiver.url() + "?elsewhere");
            Forgery genuine = sent(endpoint, receiver.url());
            assertThat(genuine.send(), is(200));
            assertThat(new Forgery(elsewhere, genuine.body(), genuine.headers(), "").send(), is(401));
            assertThat(genuine.without("Content-Digest").send(), is(401));
        }
    }

    /** Not active: it has no receiver yet. */
    private Endpoint anEndpoint(String scheme) {
        return scenario.anEndpoint().full().instant().with("signatures", Json.array(scheme))
                .with("status", "\"inactive\"").create();
    }

    private void isSound(ReceiverProcess receiver, Endpoint endpoint) {
        String path = "/endpoints/" + endpoint.id();
        Api.json(service.api().patch(path, Json.object("url", receiver.url())), 200);
        Api.json(service.api().post(path + "/enable", ""), 200);
        for (String variant : List.of("valid", "forged", "old", "twice")) {
            JsonNode sample = Api.json(service.api().post(path + "/samples",
                    Json.object("eventType", "score.updated", "variant", variant)), 200);
            assertThat(sample.toString(), sample.get("asExpected").asBoolean(), is(true));
        }
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"new_score\":950,\"name\":\"Ünïcødé 😀\"}"));
        Forgery again = sent(endpoint, receiver.url());
        assertThat("the same message once more", again.send(), is(200));
        assertThat(again.withAnotherBody().send(), is(401));
        assertThat(again.withAnotherId().send(), is(401));
        assertThat(again.unsigned().send(), is(401));

        Api.json(service.api().post(path + "/signing-key/rotate", ""), 200);
        scenario.post(scenario.anEvent("score.updated", "s2", "{\"new_score\":951}"));
        await("with the previous key").atMost(Duration.ofSeconds(15)).until(() -> endpoint.deliveries().size() == 2
                && endpoint.deliveries().findValuesAsText("status").stream().allMatch("succeeded"::equals));
        // its output may come later than its answers
        await("all four messages").atMost(Duration.ofSeconds(15)).until(() -> processed(receiver).size() >= 4);
        assertThat("each message once", processed(receiver), hasSize(4));
        assertThat(Set.copyOf(processed(receiver)), hasSize(4));
    }

    /** The newest webhook, as it was sent, for {@code url}. */
    private Forgery sent(Endpoint endpoint, URI url) {
        String delivery = endpoint.awaitDelivery("succeeded").get("id").asText();
        JsonNode request = Api.json(service.api().get("/deliveries/" + delivery + "/request"), 200);
        Map<String, String> headers = new LinkedHashMap<>();
        request.get("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        headers.remove("Content-Type");
        return new Forgery(url, request.get("body").asText(), headers, "");
    }

    private static List<String> processed(ReceiverProcess receiver) {
        return receiver.lines().stream().filter(line -> line.startsWith("processed")).toList();
    }
}
