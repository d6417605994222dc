package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.GuardedReceiver;
import io.carillon.blackbox.support.GuardedReceiver.Request;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import io.carillon.receivers.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that ask for a certificate, a password or a token, with certificates of an authority of their own. */
@SharedService
class ReceiverAccessIT {

    private static final String SECRET = "geheim-48151623";
    private static final String TOKEN = "200 {\"access_token\":\"t%d\",\"token_type\":\"bearer\",\"expires_in\":3600}";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static GuardedReceiver mutual;
    private static GuardedReceiver open;

    private final Api api;
    private final Service service;
    private final Scenario scenario;

    ReceiverAccessIT(Service service, Scenario scenario) {
        this.service = service;
        this.api = service.api();
        this.scenario = scenario;
    }

    @BeforeAll
    static void startReceivers() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("receiver", "127.0.0.1");
        certificates.sign("client", "carillon.example.com", "-validity", "60");
        certificates.sign("next", "carillon.example.com", "-validity", "90");
        mutual = new GuardedReceiver(certificates.showing("receiver"), true);
        open = new GuardedReceiver(certificates.showing("receiver"), false);
    }

    @AfterAll
    static void stopReceivers() {
        mutual.close();
        open.close();
    }

    @Test
    void aCertificateOpensTheReceiverAndItsKeyIsNeverShown() throws Exception {
        String url = mutual.newUrl(request -> "200 ");
        String id = create(url, "clientCertificate", certificate("client"));
        assertThat(sample(id).get("outcome").asText(), is("succeeded"));
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        await().atMost(LIMIT).until(() -> mutual.received(url).size() == 2);

        JsonNode shown = Api.json(api.get("/endpoints/" + id), 200);
        assertThat(shown.at("/clientCertificate/certificate").asText(), is(certificates.chainPem("client")));
        assertThat(shown.at("/clientCertificate/privateKey").asText(), is("***"));
        assertThat(shown.get("certificateAuthorities").asText(), is(certificates.pem("ca")));
        assertThat(Api.json(api.put("/endpoints/" + id, shown.toString()), 200).get("clientCertificateEndsAt"),
                is(shown.get("clientCertificateEndsAt")));
        String key = certificates.keyPem("client").lines().toList().get(1);
        assertThat(api.get("/audit-log?object=" + id).body() + shown, not(containsString(key)));

        JsonNode checked = Api.json(api.post("/url-checks", Json.object("url", url, "endpoint", id)), 200);
        assertThat(checked.get("outcome").asText(), is("connected"));
        assertThat(Api.json(api.post("/url-checks", Json.object("url", url)), 200).get("outcome").asText(), is("tls"));
        assertThat(api.post("/url-checks", Json.object("url", url, "endpoint", "ep_none")).statusCode(), is(422));

        JsonNode renewed = Api.json(api.patch("/endpoints/" + id,
                Json.object("clientCertificate", raw(certificate("next")))), 200);
        assertThat(renewed.get("clientCertificateEndsAt").asText()
                .compareTo(shown.get("clientCertificateEndsAt").asText()) > 0, is(true));
        assertThat(sample(id).get("outcome").asText(), is("succeeded"));
        Api.json(api.patch("/endpoints/" + id, "{\"clientCertificate\":null}"), 200);
        assertThat("no connection of another", sample(id).get("outcome").asText(), not(is("succeeded")));
        assertThat(mutual.received(url).size(), is(3));
    }

    @Test
    void aCheckUsesNoEndpointOfAnother(Tenant tenant, Tenant other) {
        for (Api caller : List.of(tenant.applicationKey, tenant.organizationKey)) {
            JsonNode problem = Api.json(caller.post("/url-checks",
                    Json.object("url", "https://127.0.0.1/", "endpoint", other.endpoint)), 422);
            assertThat(problem.at("/errors/0/pointer").asText(), is("/endpoint"));
        }
    }

    @Test
    void withoutItsAuthorityTheReceiverIsNotTrusted() throws Exception {
        String url = open.newUrl(request -> "200 ");
        String id = create(url, "authentication", Json.object("type", "bearer", "token", SECRET));
        assertThat(sample(id).get("outcome").asText(), is("succeeded"));
        Api.json(api.patch("/endpoints/" + id, "{\"certificateAuthorities\":null}"), 200);
        JsonNode untrusted = sample(id);
        assertThat(untrusted.get("outcome").asText(), is("tls"));
        assertThat(untrusted.get("detail").asText(), is("the certificate is self-signed, or its issuer is not trusted"));
        assertThat(open.received(url).stream().map(Request::authorization).toList(), is(List.of("Bearer " + SECRET)));
    }

    @Test
    void aPasswordIsSentAndMasked() throws Exception {
        String url = open.newUrl(request -> "200 ");
        String id = create(url, "authentication", Json.object("type", "basic", "username", "kim", "password", SECRET));
        JsonNode sample = sample(id);
        assertThat(open.received(url).get(0).authorization(), is("Basic a2ltOmdlaGVpbS00ODE1MTYyMw=="));
        assertThat(sample.at("/request/headers/Authorization").asText(), is("***"));
        Api.json(api.patch("/endpoints/" + id, "{\"authentication\":{\"username\":\"robin\"}}"), 200);
        sample(id);
        assertThat("the password is kept", open.received(url).get(1).authorization(), is("Basic cm9iaW46Z2VoZWltLTQ4MTUxNjIz"));
        hasNoSecret(id, sample);
    }

    @Test
    void allAttemptsShareOneToken() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        String tokenUrl = open.newUrl(request -> TOKEN.formatted(tokens.incrementAndGet()));
        String url = open.newUrl(request -> "200 ");
        String id = create(url, "authentication", oauth2(tokenUrl));
        scenario.post(IntStream.range(0, 30).mapToObj(i -> scenario.anEvent("team.updated", "t" + i, "{}"))
                .toArray(String[]::new));
        await().atMost(LIMIT).until(() -> open.received(url).size() == 30);
        assertThat(open.received(url).stream().map(Request::authorization).distinct().toList(), is(List.of("Bearer t1")));
        assertThat(open.received(tokenUrl), is(List.of(
                new Request("Basic Y2FyaWxsb246Z2VoZWltLTQ4MTUxNjIz", "grant_type=client_credentials&scope=hooks"))));
        Api.json(api.patch("/endpoints/" + id, "{\"authentication\":{\"clientAuthentication\":\"post\"}}"), 200);
        hasNoSecret(id, sample(id));
        assertThat("another client, another token", open.received(tokenUrl).get(1).body(),
                containsString("client_secret=" + SECRET));
    }

    @Test
    void aRefusedTokenIsReplaced() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        String tokenUrl = open.newUrl(request -> TOKEN.formatted(tokens.incrementAndGet()));
        String url = open.newUrl(request -> request.authorization().equals("Bearer t1") ? "401 " : "200 ");
        String id = create(url, "authentication", oauth2(tokenUrl));
        assertThat(sample(id).get("status").asInt(), is(401));
        assertThat(sample(id).get("status").asInt(), is(200));
        assertThat(sample(id).get("status").asInt(), is(200));
        assertThat(tokens.get(), is(2));
    }

    @Test
    void withoutATokenTheAttemptFailsAndSaysWhy() throws Exception {
        AtomicReference<String> answer = new AtomicReference<>("401 {\"error\":\"invalid_client\","
                + "\"error_description\":\"" + SECRET + "\"}");
        String tokenUrl = open.newUrl(request -> answer.get());
        String url = open.newUrl(request -> "200 ");
        String id = create(url, "authentication", oauth2(tokenUrl));
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        await().atMost(LIMIT).until(() -> delivery(id).path("status").asText().equals("failed"));
        JsonNode attempts = Api.json(api.get("/deliveries/" + delivery(id).get("id").asText() + "/attempts"), 200);
        JsonNode attempt = attempts.at("/items/0");
        assertThat(attempt.get("outcome").asText(), is("no-token"));
        assertThat(attempt.get("detail").asText(),
                is("authorization failed: the token endpoint answered 401 (invalid_client)"));
        assertThat(attempt.get("explanation").asText(), containsString("check the authentication"));
        hasNoSecret(id, attempts);
        assertThat(open.received(url).size(), is(0));
        assertThat(Api.json(api.get("/deliveries?outcome=no-token&endpoint=" + id), 200).get("items").size(), is(1));

        answer.set(TOKEN.formatted(1));
        Api.json(api.post("/deliveries/" + delivery(id).get("id").asText() + "/redeliver", ""), 202);
        await().atMost(LIMIT).until(() -> delivery(id).get("status").asText().equals("succeeded"));
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        ObjectNode wish = (ObjectNode) Api.json(Json.object("url", "https://127.0.0.1/", "headers",
                raw(Json.object("authorization", "x")), "authentication", raw(oauth2("https://10.0.0.1/")),
                "clientCertificate", raw(Json.object("certificate", certificates.pem("client"), "privateKey",
                        certificates.keyPem("next"))), "certificateAuthorities", "x"));
        JsonNode problem = Api.json(api.post("/applications/" + scenario.applicationId() + "/endpoints", wish.toString()), 422);
        assertThat(problem.get("errors").findValuesAsText("pointer"), containsInAnyOrder("/authentication/tokenUrl",
                "/authentication", "/headers/authorization", "/clientCertificate/privateKey", "/certificateAuthorities"));
        assertThat(problem.toString(), not(containsString(SECRET)));
        String id = create("https://127.0.0.1/", "authentication", oauth2("https://127.0.0.1/"));
        String path = "/endpoints/" + id;
        assertThat(Api.json(api.patch(path, "{\"headers\":{\"Authorization\":\"x\"}}"), 422).findValuesAsText("pointer"),
                is(List.of("/authentication", "/headers/Authorization")));
        assertThat(Api.json(api.patch(path, "{\"authentication\":{\"tokenUrl\":\"https://127.0.0.1/x\"}}"), 422)
                .findValuesAsText("pointer"), is(List.of("/authentication/clientSecret")));
        assertThat(api.patch(path, "{\"authentication\":{\"type\":\"digest\"}}").statusCode(), is(422));
        assertThat(api.patch(path, "{\"authentication\":{\"secret\":\"x\"}}").statusCode(), is(400));
        assertThat(Api.json(api.patch(path, "{\"authentication\":null}"), 200).has("authentication"), is(false));
    }

    private void hasNoSecret(String id, JsonNode seen) {
        assertThat(seen.toString(), not(containsString(SECRET)));
        assertThat(api.get("/endpoints/" + id).body(), not(containsString(SECRET)));
        assertThat(api.get("/audit-log?object=" + id).body(), not(containsString(SECRET)));
        if (service.node() != null) {
            assertThat(service.node().log(), not(containsString(SECRET)));
        }
    }

    private static String oauth2(String tokenUrl) {
        return Json.object("type", "oauth2", "tokenUrl", tokenUrl, "clientId", "carillon", "clientSecret", SECRET,
                "scope", "hooks");
    }

    private static String certificate(String alias) throws Exception {
        return Json.object("certificate", certificates.chainPem(alias), "privateKey", certificates.keyPem(alias));
    }

    /** An endpoint that trusts the authority of the test; {@code json} is the value of {@code member}. */
    private String create(String url, String member, String json) throws Exception {
        return Api.json(api.post("/applications/" + scenario.applicationId() + "/endpoints", Json.object("url", url, "format",
                "full", "delivery", "instant", "certificateAuthorities", certificates.pem("ca"), member, raw(json))), 201)
                .get("id").asText();
    }

    private JsonNode sample(String id) {
        return Api.json(api.post("/endpoints/" + id + "/samples", Json.object("eventType", "score.updated")), 200);
    }

    private JsonNode delivery(String id) {
        return Api.json(api.get("/deliveries?endpoint=" + id), 200).at("/items/0");
    }
}
