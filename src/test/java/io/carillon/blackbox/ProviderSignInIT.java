package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Browser;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.IdentityProvider;
import io.carillon.blackbox.support.ProviderVisit;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in with an OpenID provider, but not with what only looks like its answer. */
@Tag("later")
@Order(3)
class ProviderSignInIT {

    private static IdentityProvider provider;
    private static CarillonProcess carillon;
    private static Api api;

    @BeforeAll
    static void aServiceWithAProvider() {
        provider = new IdentityProvider();
        Map<String, String> settings = new HashMap<>(Map.of("CARILLON_OIDC_ISSUER", provider.issuer(),
                "CARILLON_OIDC_NAME", "Club & Co", "CARILLON_OIDC_CLIENT_ID", IdentityProvider.CLIENT,
                "CARILLON_OIDC_CLIENT_SECRET", IdentityProvider.SECRET,
                "CARILLON_OIDC_SCOPES", "webhook-admins=operator, club=seven=organization:7"));
        carillon = new CarillonProcess(CarillonProcess.aNewFolder(), settings).patient().start();
        api = carillon.api();
    }

    @AfterAll
    static void end() {
        carillon.close();
        provider.close();
    }

    @BeforeEach
    void reset() {
        provider.reset();
    }

    @Test
    void thePageNamesTheProvider() {
        assertThat(visit().get("/console/").body(),
                containsString("<meta name=\"sign-in-provider\" content=\"Club &amp; Co\">"));
    }

    @Test
    void aPersonSignsInAndOut() {
        ProviderVisit visit = visit();
        assertThat(visit.signIn(), is("/console/"));
        JsonNode session = Api.json(visit.browser().who(), 200);
        assertThat(session.get("keyId").asText(), is("oidc:alice-1"));
        assertThat(session.get("name").asText(), is("alice"));
        assertThat(session.get("scope").asText(), is("operator"));
        assertThat(Instant.parse(session.get("expiresAt").asText()).isAfter(Instant.now().plusSeconds(3_601)), is(false));
        assertThat(visit.browser().get("/status").statusCode(), is(200));
        Browser copy = visit.browser();
        JsonNode next = Api.json(visit.browser().signOut(), 200);
        assertThat(next.get("providerUrl").asText(), startsWith(provider.issuer() + "/logout?"));
        assertThat(next.get("providerUrl").asText(), containsString("post_logout_redirect_uri="
                + URLEncoder.encode(api.base() + "/console/", StandardCharsets.UTF_8)));
        await().atMost(Duration.ofSeconds(3)).until(() -> copy.get("/me").statusCode() == 401);
        List<String> actions = api.list("/audit-log?actor=oidc:alice-1").stream()
                .map(entry -> entry.get("action").asText()).toList();
        assertThat(actions, hasItem("console.signed-in"));
        assertThat(actions, hasItem("console.signed-out"));
    }

    @Test
    void theCookieOfAnAttemptIsSealedAndShort() {
        HttpResponse<String> answer = visit().get("/console/oidc/start");
        assertThat(answer.statusCode(), is(302));
        String header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(header, startsWith("carillon-sign-in="));
        assertThat(header, endsWith("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"));
        String state = ProviderVisit.parameter(ProviderVisit.location(answer), "state");
        assertThat(header, not(containsString(state)));
    }

    @ParameterizedTest
    @CsvSource({"/console/deliveries?status=failed,/console/deliveries?status=failed", "//evil.example,/console/",
            "https://evil.example/console/,/console/", "/\\evil.example,/console/",
            "/console//evil.example,/console/", "/console/oidc/start,/console/"})
    void afterwardsAPageOfTheConsoleIsShown(String wanted, String shown) {
        String start = "/console/oidc/start?path=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
        assertThat(visit().signIn(start), is(shown));
    }

    @Test
    void theFirstGroupOfTheSettingDecides() {
        provider.claim(good -> good.claim("groups", List.of("club=seven", "webhook-admins")));
        ProviderVisit admin = visit();
        admin.signIn();
        assertThat(Api.json(admin.browser().who(), 200).get("scope").asText(), is("operator"));
        provider.claim(good -> good.claim("groups", "club=seven"));
        ProviderVisit visit = visit();
        visit.signIn();
        assertThat(Api.json(visit.browser().who(), 200).get("scope").asText(), is("organization:7"));
        assertThat(visit.browser().get("/status").statusCode(), is(403));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "no nonce", "audience", "second audience", "party", "issuer", "expired", "no expiry",
            "future", "no subject"})
    void aWrongTokenDoesNotCount(String fault) {
        provider.claim(wrong(fault));
        refused("refused", visit());
    }

    private static UnaryOperator<JWTClaimsSet.Builder> wrong(String fault) {
        return switch (fault) {
            case "nonce" -> good -> good.claim("nonce", "another");
            case "no nonce" -> good -> good.claim("nonce", null);
            case "audience" -> good -> good.audience("another");
            case "second audience" -> good -> good.audience(List.of(IdentityProvider.CLIENT, "another"));
            case "party" -> good -> good.claim("azp", "another");
            case "issuer" -> good -> good.issuer("https://another.example");
            case "expired" -> good -> good.expirationTime(Date.from(Instant.now().minusSeconds(90)));
            case "no expiry" -> good -> good.expirationTime(null);
            case "future" -> good -> good.issueTime(Date.from(Instant.now().plusSeconds(90)));
            case "no subject" -> good -> good.subject(null);
            default -> throw new IllegalArgumentException(fault);
        };
    }

    @Test
    void aForgedTokenDoesNotCount() {
        provider.forge();
        refused("refused", visit());
    }

    @Test
    void aNewKeyOfTheProviderIsFound() {
        assertThat(visit().signIn(), is("/console/"));
        provider.rotate();
        assertThat(visit().signIn(), is("/console/"));
    }

    @Test
    void aPersonWithoutAGroupIsNotLetIn() {
        provider.claim(good -> good.claim("groups", List.of("staff", "club")));
        refused("no-group", visit());
        provider.claim(good -> good.claim("groups", null));
        refused("no-group", visit());
    }

    @Test
    void anAnswerThatThisBrowserHasNotAskedForDoesNotCount() {
        ProviderVisit visit = visit();
        URI mine = visit.toTheProvider();
        URI others = visit().toTheProvider();
        int before = provider.exchanges();
        assertThat(visit.back(others), is("/console/?sign-in=stale"));
        assertThat(visit().back(mine), is("/console/?sign-in=stale"));
        assertThat(visit.back(URI.create(mine.toString().replaceAll("&state=[^&]*", ""))), is("/console/?sign-in=stale"));
        assertThat(visit.browser().cookie(), is("carillon="));
        assertThat(provider.exchanges(), is(before));
        assertThat(visit.back(mine), is("/console/"));
    }

    @Test
    void anAnswerCountsOnce() {
        ProviderVisit visit = visit();
        URI answer = visit.toTheProvider();
        ProviderVisit copy = visit.copy();
        assertThat(visit.back(answer), is("/console/"));
        int before = provider.exchanges();
        assertThat(visit.back(answer), is("/console/?sign-in=stale"));
        assertThat(copy.back(answer), is("/console/?sign-in=stale"));
        assertThat(copy.browser().cookie(), is("carillon="));
        assertThat(provider.exchanges(), is(before));
    }

    /** As when a person reloads the page while it loads. */
    @Test
    void oneOfTwoAnswersAtTheSameMomentCounts() {
        for (int i = 0; i < 10; i++) {
            ProviderVisit visit = visit();
            URI answer = visit.toTheProvider();
            ProviderVisit copy = visit.copy();
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> visit.back(answer));
            CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> copy.back(answer));
            assertThat(List.of(first.join(), second.join()), containsInAnyOrder("/console/", "/console/?sign-in=stale"));
        }
    }

    /** A code that somebody else was given, put into an attempt of one's own: the verifier of the attempt does not fit. */
    @Test
    void aStolenCodeIsWorthNothing() {
        String stolen = ProviderVisit.parameter(visit().toTheProvider(), "code");
        ProviderVisit thief = visit();
        URI own = thief.toTheProvider();
        assertThat(thief.back(URI.create(own.toString().replaceAll("code=[^&]*", "code=" + stolen))),
                is("/console/?sign-in=stale"));
        assertThat(thief.browser().cookie(), is("carillon="));
    }

    @Test
    void theAnswerOfAnotherProviderDoesNotCount() {
        int before = provider.exchanges();
        provider.name("https://another.example");
        refused("refused", visit());
        provider.name(null);
        refused("refused", visit());
        assertThat(provider.exchanges(), is(before));
    }

    @Test
    void whatThePersonOrTheProviderDeclinesIsSaid() {
        ProviderVisit visit = visit();
        URI answer = visit.toTheProvider();
        assertThat(visit.back(URI.create(answer.toString().replaceAll("code=[^&]*", "error=access_denied"))),
                is("/console/?sign-in=denied"));
        URI second = visit.toTheProvider();
        assertThat(visit.back(URI.create(second + "&code=another")), is("/console/?sign-in=refused"));
    }

    @Test
    void withoutTheProviderAKeyStillSignsIn() {
        ProviderVisit visit = visit();
        URI answer = visit.toTheProvider();
        provider.stop();
        try {
            int before = lines("oidc.provider-unavailable");
            assertThat(visit.back(answer), is("/console/?sign-in=unavailable"));
            await().atMost(Duration.ofSeconds(5)).until(() -> lines("oidc.provider-unavailable") == before + 1);
            assertThat(Browser.with(api, api.key()).get("/me").statusCode(), is(200));
        } finally {
            provider.start();
        }
        assertThat(visit.signIn(), is("/console/"));
    }

    private static int lines(String fact) {
        return (int) carillon.log().lines().filter(line -> line.contains(fact)).count();
    }

    private static void refused(String refusal, ProviderVisit visit) {
        assertThat(visit.signIn(), is("/console/?sign-in=" + refusal));
        assertThat(visit.browser().cookie(), is("carillon="));
        assertThat(visit.browser().get("/me").statusCode(), is(401));
    }

    private static ProviderVisit visit() {
        return new ProviderVisit(api);
    }
}
