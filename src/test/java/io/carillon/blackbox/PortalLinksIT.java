package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Browser;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Portal links: they work once, for what their maker may do, and end with it; in a frame without a cookie. */
@QuietService
class PortalLinksIT {

    private final Api api;

    PortalLinksIT(Service service) {
        this.api = service.api();
    }

    @Test
    void aLinkSignsOnePersonInWithWhatItSays(Tenant tenant) {
        JsonNode link = made(tenant.organizationKey, tenant, "subject", "kim@example.org", "path", "/endpoints",
                "language", "de", "returnUrl", "https://app.example.com/back", "sessionExpiresIn", "PT2H",
                "theme", Json.raw("{\"mode\":\"dark\",\"accent\":\"#0a7\"}"));
        assertThat(link.get("url").asText(), matchesRegex(api.base() + "/console/enter#c=[0-9A-Za-z_-]{43}"));
        assertThat(link.get("status").asText(), is("open"));
        assertThat(link.get("capabilities").toString(), is(Json.array("view")));

        Browser browser = new Browser(api);
        JsonNode redeemed = Api.json(browser.redeem(code(link)), 200);
        assertThat(redeemed.get("path").asText(), is("/endpoints"));
        assertThat(redeemed.has("token"), is(false));
        JsonNode session = Api.json(browser.who(), 200);
        assertThat(session.get("keyId"), is(link.get("id")));
        assertThat(session.get("scope").asText(), is("application:" + tenant.application));
        assertThat(session.get("expiresAt"), is(redeemed.get("expiresAt")));
        assertThat(session.get("idleExpiresAt"), is(redeemed.get("expiresAt")));
        assertThat(List.of(session.get("subject").asText(), session.get("language").asText(), session.get("returnUrl").asText(),
                session.at("/theme/mode").asText(), session.at("/theme/accent").asText()),
                contains("kim@example.org", "de", "https://app.example.com/back", "dark", "#0a7"));
        assertThat(browser.get("/endpoints/" + tenant.endpoint).statusCode(), is(200));
        assertThat(browser.get("/endpoints/" + tenant.endpoint + "/secret").statusCode(), is(403));
        assertThat(browser.post("/endpoints/" + tenant.endpoint + "/samples", Json.object("eventType", "team.updated"))
                .statusCode(), is(403));

        JsonNode shown = Api.json(tenant.organizationKey.get("/portal-links/" + link.get("id").asText()), 200);
        assertThat(shown.get("status").asText(), is("redeemed"));
        assertThat(shown.has("url"), is(false));
    }

    @Test
    void ofManyWhoRedeemALinkAtOnceOneSucceeds(Tenant tenant) {
        String code = code(made(tenant.applicationKey, tenant, "returnUrl", "https://app.example.com/back"));
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> new Browser(api).redeem(code))).toList();
        List<HttpResponse<String>> answers = all.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200).count(), is(1L));
        answers.stream().filter(answer -> answer.statusCode() != 200).forEach(answer -> {
            assertThat(Api.json(answer, 409).get("returnUrl").asText(), is("https://app.example.com/back"));
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow(), is("application/problem+json"));
            assertThat(answer.headers().firstValue("Set-Cookie").isPresent(), is(false));
        });
    }

    @Test
    void onlyPagesOfTheConsoleUseALinkUp(Tenant tenant) {
        JsonNode link = made(tenant.applicationKey, tenant);
        String body = Json.object("code", code(link));
        for (String site : List.of("cross-site", "same-site", "none")) {
            assertThat(api.send(new Browser(api).bare("/api/v1/portal-links/redeem").header("Sec-Fetch-Site", site)
                    .header("X-Carillon-Console", "1").header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))).statusCode(), is(403));
        }
        assertThat(api.post("/portal-links/redeem", body).statusCode(), is(403));
        assertThat(new Browser(api).redeem("x" + code(link)).statusCode(), is(404));
        assertThat(new Browser(api).redeem(code(link)).statusCode(), is(200));
    }

    @Test
    void aLinkAndItsSessionEndInTime(Tenant tenant) {
        JsonNode late = made(tenant.applicationKey, tenant, "linkExpiresIn", "PT1S");
        JsonNode brief = made(tenant.applicationKey, tenant, "sessionExpiresIn", "PT2S");
        Browser browser = new Browser(api);
        assertThat(browser.redeem(code(brief)).statusCode(), is(200));
        assertThat(browser.get("/me").statusCode(), is(200));
        await().atMost(Duration.ofSeconds(5)).until(() -> browser.get("/me").statusCode() == 401);
        assertThat(new Browser(api).redeem(code(late)).statusCode(), is(409));
        for (JsonNode link : List.of(late, brief)) {
            assertThat(tenant.applicationKey.get("/portal-links/" + link.get("id").asText()).body(), hasStatus("expired"));
        }
    }

    @Test
    void aRevokedLinkIsWorthNothing(Tenant tenant) {
        JsonNode unused = made(tenant.applicationKey, tenant);
        JsonNode used = made(tenant.applicationKey, tenant);
        Browser browser = new Browser(api);
        browser.redeem(code(used));
        assertThat(browser.get("/me").statusCode(), is(200));
        for (JsonNode link : List.of(unused, used)) {
            assertThat(tenant.applicationKey.delete("/portal-links/" + link.get("id").asText()).statusCode(), is(204));
        }
        assertThat(new Browser(api).redeem(code(unused)).statusCode(), is(409));
        await().atMost(Duration.ofSeconds(3)).until(() -> browser.get("/me").statusCode() == 401);
    }

    @Test
    void linksOfAPersonOrATenantEndTogether(Tenant tenant, Tenant other) {
        JsonNode kims = made(tenant.applicationKey, tenant, "subject", "kim");
        JsonNode lees = made(tenant.applicationKey, tenant, "subject", "lee");
        JsonNode foreign = made(other.applicationKey, other, "subject", "kim");
        String kim = Json.object("subject", "kim");
        assertThat(Api.json(tenant.organizationKey.post("/portal-links/expire", kim), 200).get("count").asInt(), is(1));
        assertThat(new Browser(api).redeem(code(kims)).statusCode(), is(409));
        String all = Json.object("scope", "application:" + tenant.application);
        assertThat(Api.json(other.organizationKey.post("/portal-links/expire", all), 200).get("count").asInt(), is(0));
        assertThat(Api.json(api.post("/portal-links/expire", all), 200).get("count").asInt(), is(1));
        assertThat(new Browser(api).redeem(code(lees)).statusCode(), is(409));
        assertThat(new Browser(api).redeem(code(foreign)).statusCode(), is(200));
        assertThat(api.post("/portal-links/expire", "{}").statusCode(), is(422));
        List<String> ended = tenant.applicationKey.list("/portal-links?status=ended").stream()
                .map(link -> link.get("id").asText()).toList();
        assertThat(ended, containsInAnyOrder(kims.get("id").asText(), lees.get("id").asText()));
    }

    @Test
    void aSessionNeverMayDoMoreThanTheMakerOfItsLink(Tenant tenant) {
        JsonNode key = Api.json(tenant.organizationKey.post("/api-keys", Json.object("name", "portal",
                "scope", "application:" + tenant.application, "capabilities", List.of("view", "operate", "manage"))), 201);
        Api maker = api.withKey(key.get("key").asText());
        for (String more : List.of(request(tenant, "capabilities", List.of("view", "secrets")),
                Json.object("scope", "organization:" + tenant.organization), Json.object("scope", "operator"))) {
            assertThat(maker.post("/portal-links", more).statusCode(), is(422));
        }
        Browser browser = new Browser(api);
        browser.redeem(code(made(maker, tenant, "capabilities", List.of("view", "operate"))));
        String enable = "/endpoints/" + tenant.newEndpoint() + "/enable";
        Api.json(browser.post(enable, ""), 200);
        String path = "/api-keys/" + key.get("id").asText();
        Api.json(tenant.organizationKey.patch(path, Json.object("capabilities", List.of("view", "manage"))), 200);
        await().atMost(Duration.ofSeconds(3)).until(() -> browser.post(enable, "").statusCode() == 403);
        assertThat(browser.get("/me").statusCode(), is(200));
        assertThat(tenant.organizationKey.delete(path).statusCode(), is(204));
        await().atMost(Duration.ofSeconds(3)).until(() -> browser.get("/me").statusCode() == 401);
    }

    @Test
    void aSessionMakesLinksThatEndWithItAndTheseMakeNone(Tenant tenant) {
        Browser first = entered(tenant, "capabilities", List.of("view", "manage"));
        HttpResponse<String> answer = first.post("/portal-links", request(tenant, "capabilities", List.of("view", "manage")));
        Browser second = new Browser(api);
        assertThat(second.redeem(code(Api.json(answer, 201))).statusCode(), is(200));
        assertThat(second.post("/portal-links", request(tenant)).statusCode(), is(403));
        assertThat(first.signOut().statusCode(), is(204));
        await().atMost(Duration.ofSeconds(3)).until(() -> second.get("/me").statusCode() == 401);
    }

    @Test
    void theAuditLogNamesThePerson(Tenant tenant) {
        Browser browser = entered(tenant, "subject", "kim@example.org", "capabilities", List.of("view", "operate"));
        String id = Api.json(browser.who(), 200).get("keyId").asText();
        String endpoint = tenant.newEndpoint();
        Api.json(browser.post("/endpoints/" + endpoint + "/disable", ""), 200);
        browser.signOut();
        List<JsonNode> entries = tenant.applicationKey.list("/audit-log?actor=" + id);
        assertThat(entries.stream().map(entry -> entry.get("action").asText()).toList(),
                containsInAnyOrder("portal-link.redeemed", "endpoint.disabled", "console.signed-out"));
        entries.forEach(entry -> assertThat(entry.get("actorName").asText(), is("kim@example.org")));
        String ofLink = tenant.applicationKey.get("/audit-log?object=" + id).body();
        assertThat(ofLink, not(startsWith("{\"items\":[]")));
        assertThat(tenant.applicationKey.get("/portal-links/" + id).body(), hasStatus("ended"));
    }

    @Test
    void aDeletedTenantHasNoLinks(Tenant tenant) {
        String application = tenant.newApplication();
        JsonNode link = Api.json(api.post("/portal-links", Json.object("scope", "application:" + application)), 201);
        Browser browser = new Browser(api);
        browser.redeem(code(link));
        assertThat(browser.get("/me").statusCode(), is(200));
        assertThat(api.delete("/applications/" + application).statusCode(), is(204));
        await().atMost(Duration.ofSeconds(3)).until(() -> browser.get("/me").statusCode() == 401);
        assertThat(api.post("/portal-links", Json.object("scope", "application:" + application)).statusCode(), is(422));
    }

    @Test
    void aFrameGetsATokenInsteadOfACookie(Tenant tenant) {
        JsonNode link = made(tenant.applicationKey, tenant, "embed", true);
        assertThat(link.get("url").asText(), startsWith(api.base() + "/console/embed/enter#c="));
        Browser frame = new Browser(api);
        JsonNode redeemed = Api.json(frame.redeem(code(link)), 200);
        assertThat(frame.cookie(), is(nullValue()));
        String token = redeemed.get("token").asText();
        assertThat(token, startsWith("cs_"));
        assertThat(Api.json(api.withKey(token).get("/me"), 200).get("keyId"), is(link.get("id")));
        JsonNode session = Api.json(frame.send(frame.session().header("Authorization", "Bearer " + token)), 200);
        assertThat(session.get("frameAncestors").toString(), is(Json.array("https://app.example.com", "http://localhost:3000")));
        assertThat("as a cookie", frame.withCookie("carillon=" + token.substring(3)).get("/me").statusCode(), is(401));
        String cookie = Browser.with(api, api.key()).cookie();
        assertThat("a cookie as a token", api.withKey("cs_" + cookie.substring("carillon=".length())).get("/me").statusCode(),
                is(401));
        api.delete("/portal-links/" + link.get("id").asText());
        await().atMost(Duration.ofSeconds(3)).until(() -> api.withKey(token).get("/me").statusCode() == 401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"scope|producer", "scope|application:none", "scope|x", "linkExpiresIn|PT0S",
            "linkExpiresIn|P8D", "linkExpiresIn|soon", "sessionExpiresIn|P7DT1S", "path|endpoints", "path|//evil.example",
            "path|/\\evil.example", "path|https://evil.example", "returnUrl|http://evil.example",
            "returnUrl|javascript:alert(1)", "returnUrl|https://user@example.org/", "path|/../api", "path|/a/./b", "path|/a/..",
            "path|/a/%2E.?x", "path|/a\\..\\..\\api", "returnUrl|http://localhost:x@evil.example",
            "language|german", "subject|''", "subject|'a\nb'"})
    void whatALinkCannotSayIsAProblem(String member, String value, Tenant tenant) {
        String body = member.equals("scope") ? Json.object("scope", value) : request(tenant, member, value);
        assertThat(Api.json(api.post("/portal-links", body), 422).at("/errors/0/pointer").asText(), is("/" + member));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'accent':'red'}", "{'accent':'#0a7;}'}", "{'logo':'https://a.example/x.png'}",
            "{'logo':'data:text/html;base64,AAAA'}", "{'logo':'data:image/png;base64,<x>'}", "{'mode':'blue'}"})
    void aThemeIsAColourAndAPicture(String theme, Tenant tenant) {
        HttpResponse<String> answer = api.post("/portal-links", request(tenant, "theme", Json.raw(theme.replace('\'', '"'))));
        assertThat(Api.json(answer, 422).at("/errors/0/pointer").asText(), startsWith("/theme/"));
    }

    private static String code(JsonNode link) {
        return link.get("url").asText().split("#c=")[1];
    }

    private Browser entered(Tenant tenant, Object... members) {
        Browser browser = new Browser(api);
        assertThat(browser.redeem(code(made(tenant.applicationKey, tenant, members))).statusCode(), is(200));
        return browser;
    }

    private static JsonNode made(Api maker, Tenant tenant, Object... members) {
        return Api.json(maker.post("/portal-links", request(tenant, members)), 201);
    }

    private static String request(Tenant tenant, Object... members) {
        String scope = Json.object("scope", "application:" + tenant.application);
        return members.length == 0 ? scope : scope.replace("}", ",") + Json.object(members).substring(1);
    }

    private static Matcher<String> hasStatus(String word) {
        return matchesRegex("(?s).*\"status\":\"" + word + "\".*");
    }
}
