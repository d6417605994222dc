package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;

/** What endpoints are signed with, verified by libraries that have nothing to do with ours. */
@SharedService
class SignaturesIT {

    private static final String BOTH = "[\"http-message\",\"v1\",\"v1a\",\"v1\"]";

    private final Service service;
    private final Scenario scenario;

    SignaturesIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @Test
    void theKeyInTheKeySetVerifiesV1aBesideHmac() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("signatures", BOTH).create();
        JsonNode shown = document(endpoint);
        assertThat(shown.get("signatures").toString(), is(Json.array("v1", "v1a", "http-message")));
        Received webhook = report(endpoint, 1);
        new Webhook(endpoint.secret()).verify(webhook.body(), webhook.headers());
        assertThat(webhook.header("X-TrackScore-Signature"), startsWith("sha256="));
        JWK key = keySet(endpoint.id()).getKeys().get(0);
        assertThat("whpk_" + Base64.getEncoder().encodeToString(bytes(key)), is(shown.get("publicKey").asText()));
        assertThat(key.computeThumbprint().toString(), is(key.getKeyID()));
        assertThat(webhook.header("Signature-Input"), containsString("keyid=\"" + key.getKeyID() + "\""));
        List<String> signatures = asymmetric(webhook);
        assertThat(signatures, hasSize(1));
        assertThat(verifies(key, webhook, webhook.body(), signatures.get(0)), is(true));
        assertThat(verifies(key, webhook, webhook.body() + " ", signatures.get(0)), is(false));
    }

    @Test
    void withoutHmacTheSecretSignsNothing() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("signatures", "[\"v1a\"]").create();
        Received webhook = report(endpoint, 1);
        assertThat(webhook.header("X-TrackScore-Signature"), nullValue());
        assertThat(webhook.header("Signature"), nullValue());
        assertThat(webhook.header("webhook-signature"), startsWith("v1a,"));
        assertThrows(WebhookVerificationException.class,
                () -> new Webhook(endpoint.secret()).verify(webhook.body(), webhook.headers()));
        JWK key = keySet(endpoint.id()).getKeys().get(0);
        assertThat(verifies(key, webhook, webhook.body(), asymmetric(webhook).get(0)), is(true));
    }

    @Test
    void anEndpointThatDoesNotChooseIsSignedAsEver() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        Received webhook = report(endpoint, 1);
        assertThat(webhook.header("webhook-signature").split(" ").length, is(1));
        assertThat(List.of("Signature", "Signature-Input", "Content-Digest").stream().map(webhook.headers()::firstValue)
                .filter(Optional::isPresent).toList(), is(List.of()));
        JsonNode shown = document(endpoint);
        assertThat(shown.get("signatures").toString(), is(Json.array("v1")));
        assertThat(shown.has("publicKey"), is(false));
        assertThat(Api.json(service.api().post("/endpoints/" + endpoint.id() + "/signing-key/rotate", ""), 409).get("detail")
                .asText(), containsString("no signing key"));
    }

    @Test
    void duringARotationBothKeysSignAndThenTheNewOneAlone() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("signatures", BOTH).create();
        JWK old = keySet(endpoint.id()).getKeys().get(0);
        String path = "/endpoints/" + endpoint.id();
        JsonNode rotated = Api.json(service.api().post(path + "/signing-key/rotate", ""), 200);
        assertThat(rotated.has("previousKeySignsUntil"), is(true));
        List<JWK> keys = keySet(endpoint.id()).getKeys();
        assertThat(keys, hasSize(2));
        assertThat("the newest first", keys.get(1), is(old));
        Received webhook = report(endpoint, 1);
        for (int i = 0; i < 2; i++) {
            assertThat(verifies(keys.get(i), webhook, webhook.body(), asymmetric(webhook).get(i)), is(true));
            assertThat(verifies(keys.get(i), webhook, webhook.body(), asymmetric(webhook).get(1 - i)), is(false));
        }
        assertThat(webhook.header("Signature"), containsString(", carillon-previous=:"));

        JsonNode ended = Api.json(service.api().post(path + "/signing-key/end-overlap", ""), 200);
        assertThat(ended.has("previousKeySignsUntil"), is(false));
        assertThat(ended.get("publicKey"), is(rotated.get("publicKey")));
        assertThat(keySet(endpoint.id()).getKeys(), is(List.of(keys.get(0))));
        assertThat(asymmetric(report(endpoint, 2)), hasSize(1));
        assertThat(service.api().get("/audit-log?object=" + endpoint.id()).body(), containsString("endpoint.key-rotated"));
    }

    @Test
    void aKeyIsKeptWhenItsSchemesAreLeft() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("signatures", "[\"v1a\"]").create();
        String key = document(endpoint).get("publicKey").asText();
        String path = "/endpoints/" + endpoint.id();
        JsonNode left = Api.json(service.api().patch(path, "{\"signatures\":null}"), 200);
        assertThat(left.get("signatures").toString(), is(Json.array("v1")));
        assertThat(left.get("publicKey").asText(), is(key));
        assertThat(report(endpoint, 1).header("webhook-signature"), startsWith("v1,"));
        JsonNode again = Api.json(service.api().patch(path, "{\"signatures\":[\"http-message\"]}"), 200);
        assertThat(again.get("publicKey").asText(), is(key));
        assertThat(report(endpoint, 2).header("webhook-signature"), nullValue());
    }

    @Test
    void theRequestOfAnAttemptIsRebuiltWithItsSignatures() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("signatures", BOTH).create();
        Received webhook = report(endpoint, 1);
        String request = "/deliveries/" + endpoint.awaitDelivery("succeeded").get("id").asText() + "/request";
        JsonNode headers = Api.json(service.api().get(request), 200).get("headers");
        for (String name : List.of("webhook-signature", "Signature-Input", "Signature", "Content-Digest")) {
            assertThat(headers.get(name).asText(), is(webhook.header(name)));
        }
        Api viewer = service.api().withKey(Api.json(service.api().post("/api-keys", Json.object("name", "viewer", "scope",
                "operator", "capabilities", List.of("view"))), 201).get("key").asText());
        JsonNode seen = Api.json(viewer.get(request), 200);
        assertThat(seen.get("signed").asBoolean(), is(false));
        assertThat(seen.get("headers").toString().toLowerCase(), not(containsString("signature")));
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/signing-key/rotate", ""), 200);
        JsonNode afterwards = Api.json(service.api().get(request), 200).get("headers");
        assertThat("only the signatures whose keys are known", afterwards.get("webhook-signature").asText(),
                is(webhook.header("webhook-signature").split(" ")[0]));
        assertThat(afterwards.has("Signature"), is(false));
    }

    @Test
    void theKeySetSaysTheSameAboutEveryEndpointWithoutKeys() {
        Endpoint unsigned = scenario.anEndpoint().create();
        Endpoint deleted = scenario.anEndpoint().with("signatures", "[\"v1a\"]").create();
        service.api().delete("/endpoints/" + deleted.id());
        HttpResponse<String> unknown = anonymous("ep_00000000000000000000000000000000");
        assertThat(unknown.statusCode(), is(200));
        assertThat(unknown.body(), is("{\"keys\":[]}"));
        assertThat(unknown.headers().allValues("Cache-Control"), is(List.of("public, max-age=300")));
        for (String id : List.of(unsigned.id(), deleted.id(), "x".repeat(100))) {
            HttpResponse<String> answer = anonymous(id);
            assertThat(answer.statusCode(), is(200));
            assertThat(answer.body(), is(unknown.body()));
            assertThat(answer.headers().map().keySet(), is(unknown.headers().map().keySet()));
        }
    }

    @Test
    void privateKeysAreNotShown() {
        Endpoint endpoint = scenario.anEndpoint().with("signatures", BOTH).create();
        String path = "/endpoints/" + endpoint.id();
        Api.json(service.api().post(path + "/signing-key/rotate", ""), 200);
        for (String shown : List.of(path, path + "/secret", path + "/jwks", "/audit-log?object=" + endpoint.id())) {
            String body = service.api().get(shown).body();
            assertThat(body, not(containsString("whsk_")));
            assertThat(body, not(containsString("\"d\"")));
        }
        assertThat(service.api().patch(path, Json.object("publicKey", "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="))
                .statusCode(), is(422));
    }

    @Test
    void whatIsNoSchemeIsRefused() {
        Endpoint endpoint = scenario.anEndpoint().create();
        for (String schemes : List.of("[]", "[null]", "[\"v2\"]")) {
            JsonNode problem = Api.json(
                    service.api().patch("/endpoints/" + endpoint.id(), "{\"signatures\":" + schemes + "}"), 422);
            assertThat(problem.at("/errors/0/pointer").asText(), startsWith("/signatures"));
        }
        for (String header : List.of("Signature", "signature-input", "Content-Digest")) {
            Api.json(service.api().patch("/endpoints/" + endpoint.id(), "{\"headers\":{\"" + header + "\":\"x\"}}"), 422);
        }
    }

    private JsonNode document(Endpoint endpoint) {
        return Api.json(service.api().get("/endpoints/" + endpoint.id()), 200);
    }

    private Received report(Endpoint endpoint, int number) {
        scenario.post(scenario.anEvent("team.updated", "t" + number, "{\"name\":\"Grüße\"}"));
        return endpoint.awaitReceived(number).get(number - 1);
    }

    private HttpResponse<String> anonymous(String endpointId) {
        return service.api().withKey(null).get("/endpoints/" + endpointId + "/jwks");
    }

    private JWKSet keySet(String endpointId) throws ParseException {
        return JWKSet.parse(Api.json(anonymous(endpointId), 200).toString());
    }

    private static List<String> asymmetric(Received webhook) {
        return Arrays.stream(webhook.header("webhook-signature").split(" ")).filter(one -> one.startsWith("v1a,"))
                .map(one -> one.substring("v1a,".length())).toList();
    }

    private static boolean verifies(JWK key, Received webhook, String body, String signature) {
        byte[] signed = (webhook.header("webhook-id") + "." + webhook.header("webhook-timestamp") + "." + body).getBytes();
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(bytes(key)));
        verifier.update(signed, 0, signed.length);
        return verifier.verifySignature(Base64.getDecoder().decode(signature));
    }

    private static byte[] bytes(JWK key) {
        return key.toOctetKeyPair().getX().decode();
    }
}
