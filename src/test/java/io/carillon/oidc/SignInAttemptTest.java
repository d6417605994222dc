package io.carillon.oidc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInAttemptTest {

    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");

    /** The example of RFC 7636, appendix B. */
    @Test
    void theChallengeIsTheHashOfTheVerifier() {
        SignInAttempt attempt = new SignInAttempt("att_1", "s", "n",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "/console/", NOW);
        assertThat(attempt.challenge(), is("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    }

    @Test
    void theTextIsReadAgain() {
        SignInAttempt attempt = SignInAttempt.begin("/console/deliveries?status=failed", NOW);
        assertThat(SignInAttempt.read(attempt.text()), is(Optional.of(attempt)));
        assertThat(SignInAttempt.read("2" + attempt.text().substring(1)), is(Optional.empty()));
        assertThat(SignInAttempt.read(attempt.text() + " more"), is(Optional.empty()));
    }

    @Test
    void everyPartIsRandomAndLong() {
        SignInAttempt one = SignInAttempt.begin(null, NOW);
        SignInAttempt two = SignInAttempt.begin(null, NOW);
        List<String> parts = Stream.of(one, two).flatMap(a -> Stream.of(a.state(), a.nonce(), a.verifier())).toList();
        assertThat(parts.stream().distinct().count(), is(6L));
        parts.forEach(part -> assertThat(part, matchesRegex("[A-Za-z0-9_-]{43}")));
    }

    @Test
    void itIsOpenForTenMinutes() {
        SignInAttempt attempt = SignInAttempt.begin(null, NOW);
        assertThat(attempt.isOpenAt(NOW.plusSeconds(599)), is(true));
        assertThat(attempt.isOpenAt(NOW.plusSeconds(600)), is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/deliveries", "/console/endpoints/ep_1?tab=secret&x=a%20b", "/console/go/wh_1"})
    void pagesOfTheConsoleMayFollow(String path) {
        assertThat(SignInAttempt.begin(path, NOW).path(), is(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//evil.example", "/\\evil.example", "https://evil.example/", "/console",
            "/console//evil.example", "/console/oidc/start", "/console/a b", "/console/a\r\nSet-Cookie: x=y", "/console/a\\b",
            "/api/v1/me", "javascript:alert(1)", "/console/ä"})
    void nothingElseFollows(String path) {
        assertThat(SignInAttempt.begin(path, NOW).path(), is("/console/"));
    }
}
