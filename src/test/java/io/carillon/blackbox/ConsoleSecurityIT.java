package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Browser;
import io.carillon.blackbox.support.EventStream;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of browsers: who gets one, when its cookie counts, and when it ends. */
@SharedService
class ConsoleSecurityIT {

    private final Api api;

    ConsoleSecurityIT(Service service) {
        this.api = service.api();
    }

    @Test
    void aKeySignsInAndTheSessionMayDoWhatTheKeyMay(Tenant tenant) {
        Browser browser = new Browser(api);
        assertThat(browser.who().statusCode(), is(401));
        HttpResponse<String> answer = browser.signIn(tenant.applicationKey.key());
        assertThat(answer.statusCode(), is(204));
        String header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(header, startsWith("carillon="));
        assertThat(header, endsWith("; Path=/; HttpOnly; SameSite=Strict; Max-Age=28800"));
        assertThat(header, not(containsString(tenant.applicationKey.key())));
        JsonNode session = Api.json(browser.who(), 200);
        JsonNode me = Api.json(tenant.applicationKey.get("/me"), 200);
        for (String member : List.of("keyId", "name", "scope", "role", "capabilities", "application")) {
            assertThat(member, session.get(member), is(me.get(member)));
        }
        assertThat(Instant.parse(session.get("expiresAt").asText()).isBefore(Instant.now().plusSeconds(28_801)), is(true));
        assertThat(Instant.parse(session.get("idleExpiresAt").asText()).isBefore(Instant.now().plusSeconds(3_601)), is(true));
        assertThat(browser.get("/endpoints/" + tenant.endpoint).statusCode(), is(200));
        assertThat(browser.get("/status").statusCode(), is(403));
        Api.json(browser.post("/endpoints/" + tenant.newEndpoint() + "/disable", ""), 200);
    }

    @Test
    void aSessionSeesItsTenantOnly(Tenant tenant, Tenant other) {
        Browser browser = Browser.with(api, tenant.organizationKey.key());
        assertThat(browser.get("/applications/" + tenant.application).statusCode(), is(200));
        assertThat(browser.get("/applications/" + other.application).statusCode(), is(404));
        Browser others = Browser.with(api, other.organizationKey.key());
        assertThat(others.get("/applications/" + other.application).statusCode(), is(200));
    }

    @ParameterizedTest
    @CsvSource({",same-origin", "0,same-origin", "1,cross-site", "1,same-site", "1,none"})
    void theCookieAloneDoesNotCount(String header, String site) {
        Browser browser = Browser.with(api, api.key());
        for (String path : List.of("/api/v1/me", "/console/session")) {
            HttpRequest.Builder request = browser.bare(path).header("Sec-Fetch-Site", site);
            HttpResponse<String> answer = api.send(header == null ? request : request.header("X-Carillon-Console", header));
            assertThat(path, answer.statusCode(), is(401));
        }
        assertThat("the same cookie in a page of ours", browser.get("/me").statusCode(), is(200));
    }

    @Test
    void anOldBrowserDoesNotSayWhereARequestComesFrom() {
        Browser browser = Browser.with(api, api.key());
        assertThat(api.send(browser.bare("/api/v1/me").header("X-Carillon-Console", "1")).statusCode(), is(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void whatAFormCanSendDoesNotCount(String type) {
        Browser browser = Browser.with(api, api.key());
        HttpRequest.Builder request = browser.request("/endpoints/none/enable").header("Content-Type", type)
                .POST(BodyPublishers.ofString("x"));
        assertThat(api.send(request).statusCode(), is(401));
        HttpResponse<String> signIn = api.send(new Browser(api).bare("/console/session").header("X-Carillon-Console", "1")
                .header("Content-Type", type).POST(BodyPublishers.ofString(Json.object("key", api.key()))));
        assertThat(signIn.statusCode(), is(403));
        assertThat(signIn.headers().firstValue("Set-Cookie").isPresent(), is(false));
    }

    @Test
    void otherSitesCannotSignAnybodyInOrOut() {
        Browser browser = Browser.with(api, api.key());
        assertThat(api.send(browser.bare("/console/session").DELETE()).statusCode(), is(403));
        assertThat(api.send(browser.bare("/console/session").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.object("key", api.key())))).statusCode(), is(403));
        assertThat(browser.who().statusCode(), is(200));
    }

    @Test
    void aChangedCookieDoesNotCount() {
        String cookie = Browser.with(api, api.key()).cookie();
        char last = cookie.charAt(cookie.length() - 3);
        String another = cookie.substring(0, cookie.length() - 3) + (last == 'A' ? 'B' : 'A')
                + cookie.substring(cookie.length() - 2);
        for (String changed : List.of(another, cookie.substring(0, cookie.length() - 4), "carillon=", "carillon=key_operator",
                cookie.replace("carillon=", "carillon=0"), cookie.replace("carillon=", "__Host-carillon="))) {
            assertThat(changed, new Browser(api).withCookie(changed).get("/me").statusCode(), is(401));
        }
    }

    @Test
    void aRequestWithAKeyIsJudgedByTheKeyAlone(Tenant tenant) {
        Browser browser = Browser.with(api, api.key());
        HttpRequest.Builder wrong = browser.request("/me").header("Authorization", "Bearer ck_wrong").GET();
        assertThat(api.send(wrong).statusCode(), is(401));
        HttpRequest.Builder lesser = browser.request("/me").header("Authorization", "Bearer " + tenant.applicationKey.key());
        assertThat(Api.json(api.send(lesser), 200).get("role").asText(), is("application"));
    }

    @Test
    void aRevokedKeyEndsItsSessions(Tenant tenant) {
        JsonNode key = aKey(tenant, null);
        Browser browser = Browser.with(api, key.get("key").asText());
        assertThat(browser.get("/me").statusCode(), is(200));
        assertThat(tenant.applicationKey.delete("/api-keys/" + key.get("id").asText()).statusCode(), is(204));
        await().atMost(Duration.ofSeconds(3)).until(() -> browser.get("/me").statusCode() == 401);
        assertThat(browser.who().statusCode(), is(401));
    }

    @Test
    void aSessionEndsWithTheKeyThatBeganIt(Tenant tenant) {
        JsonNode key = aKey(tenant, Instant.now().plusSeconds(3));
        Browser browser = Browser.with(api, key.get("key").asText());
        assertThat(Api.json(browser.who(), 200).get("expiresAt"), is(key.get("expiresAt")));
        await().atMost(Duration.ofSeconds(6)).until(() -> browser.get("/me").statusCode() == 401);
    }

    @Test
    void allSessionsOfAKeyEndAtOnceAndNewOnesBegin(Tenant tenant) {
        JsonNode key = aKey(tenant, null);
        Browser one = Browser.with(api, key.get("key").asText());
        Browser two = Browser.with(api, key.get("key").asText());
        Browser other = Browser.with(api, tenant.applicationKey.key());
        assertThat(tenant.applicationKey.post("/api-keys/" + key.get("id").asText() + "/end-sessions", "").statusCode(), is(204));
        await().atMost(Duration.ofSeconds(3))
                .until(() -> one.get("/me").statusCode() == 401 && two.get("/me").statusCode() == 401);
        assertThat(other.get("/me").statusCode(), is(200));
        assertThat(api.withKey(key.get("key").asText()).get("/me").statusCode(), is(200));
        assertThat(Browser.with(api, key.get("key").asText()).get("/me").statusCode(), is(200));
    }

    @Test
    void signingOutEndsCopiesOfTheCookieAndStreamsToo(Tenant tenant) {
        Browser browser = Browser.with(api, tenant.applicationKey.key());
        Browser copy = browser.copy();
        try (EventStream stream = new EventStream(browser.request("/stream"))) {
            assertThat(stream.status(), is(200));
            HttpResponse<String> answer = browser.signOut();
            assertThat(answer.statusCode(), is(204));
            assertThat(answer.headers().firstValue("Clear-Site-Data").orElseThrow(), is("\"cache\", \"storage\""));
            assertThat(browser.cookie(), is(nullValue()));
            await().atMost(Duration.ofSeconds(3)).until(() -> copy.get("/me").statusCode() == 401);
            await().atMost(Duration.ofSeconds(15)).until(stream::hasEnded);
        }
        assertThat("a second time", copy.signOut().statusCode(), is(204));
        List<String> actions = tenant.applicationKey.list("/audit-log?object=" + Api.json(tenant.applicationKey.get("/me"), 200)
                .get("keyId").asText()).stream().map(entry -> entry.get("action").asText()).toList();
        assertThat(Collections.frequency(actions, "console.signed-out"), is(1));
        assertThat(actions.contains("console.signed-in"), is(true));
    }

    @Test
    void listsAreExportedInASessionAgainAndAgain(Tenant tenant) {
        Browser browser = Browser.with(api, tenant.applicationKey.key());
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> file = browser.send(browser.request("/endpoints").header("Accept", "text/csv").GET());
            assertThat(file.body(), file.statusCode(), is(200));
            assertThat(file.body(), containsString(tenant.endpoint));
        }
    }

    @Test
    void aWrongKeyAndARevokedOneGetTheSameAnswer(Tenant tenant) {
        JsonNode key = aKey(tenant, null);
        tenant.applicationKey.delete("/api-keys/" + key.get("id").asText());
        String revoked = new Browser(api).signIn(key.get("key").asText()).body();
        HttpResponse<String> wrong = new Browser(api).signIn("ck_wrong");
        assertThat(wrong.statusCode(), is(401));
        assertThat(wrong.body(), is(revoked));
        assertThat(wrong.headers().firstValue("Set-Cookie").isPresent(), is(false));
    }

    @Test
    void keysWithWhichTheConsoleCanShowNothingDoNotSignIn() {
        HttpResponse<String> producer = new Browser(api).signIn(Tenant.keyOf(api, "producer").key());
        assertThat(Api.json(producer, 403).get("detail").asText(), containsString("can only report changes"));
        String reporter = Api.json(api.post("/api-keys", Json.object("name", "x", "scope", "operator",
                "capabilities", List.of("report"))), 201).get("key").asText();
        assertThat(Api.json(new Browser(api).signIn(reporter), 403).get("detail").asText(), containsString("view"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|422", "{\"key\":7}|422", "{\"key\":\" \"}|422", "[]|400", "x|400",
            "{\"key\":\"ck_1\",\"scope\":\"operator\"}|400"})
    void whatIsNoKeyIsAProblem(String body, int status) {
        HttpResponse<String> answer = api.send(new Browser(api).bare("/console/session").header("X-Carillon-Console", "1")
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        assertThat(Api.json(answer, status).has("title"), is(true));
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow(), is("application/problem+json"));
        assertThat(answer.headers().firstValue("X-Frame-Options").orElseThrow(), is("DENY"));
    }

    @Test
    void anAddressMayTryTenKeysAMinute() throws IOException {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            answers.add(signInFrom("127.0.0.7", "ck_" + i));
        }
        assertThat(answers.stream().limit(10).allMatch(answer -> answer.startsWith("HTTP/1.1 401")), is(true));
        assertThat(answers.get(10), startsWith("HTTP/1.1 429"));
        assertThat(answers.get(10), containsString("Retry-After: "));
        assertThat(signInFrom("127.0.0.8", "ck_0"), startsWith("HTTP/1.1 401"));
    }

    /** The answer to a sign-in that comes from another address of this machine. */
    private String signInFrom(String address, String key) throws IOException {
        String body = Json.object("key", key);
        try (Socket socket = new Socket(InetAddress.getByName(api.base().getHost()), api.base().getPort(),
                InetAddress.getByName(address), 0)) {
            socket.getOutputStream().write(("POST /console/session HTTP/1.1\r\nHost: carillon\r\nX-Carillon-Console: 1\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n"
                    + body).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static JsonNode aKey(Tenant tenant, Instant expiresAt) {
        return Api.json(tenant.applicationKey.post("/api-keys", Json.object("name", "browser",
                "scope", "application:" + tenant.application, "expiresAt",
                expiresAt == null ? Json.raw("null") : expiresAt)), 201);
    }
}
