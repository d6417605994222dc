package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SecretCipher;
import io.carillon.oidc.SignInAttempt;
import io.carillon.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptCookieTest {

    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
    private static final SecretCipher CIPHER = Ciphers.withKeyOf(2);
    private static final SignInAttempt ATTEMPT = SignInAttempt.begin(null, NOW);

    @Test
    void overTlsOnlyThisHostSetsIt() {
        String header = cookie(NOW, Map.of("carillon.console.url", "https://hooks.example.com")).header(ATTEMPT);
        assertThat(header, startsWith("__Host-carillon-sign-in="));
        assertThat(header, endsWith("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"));
    }

    @Test
    void itOpensForTenMinutes() {
        String value = value(cookie(NOW, Map.of()).header(ATTEMPT));
        assertThat(cookie(NOW.plusSeconds(599), Map.of()).open(value), is(Optional.of(ATTEMPT)));
        assertThat(cookie(NOW.plusSeconds(600), Map.of()).open(value), is(Optional.empty()));
    }

    @Test
    void itIsNoSessionAndASessionIsNone() {
        SessionCookie sessions = new SessionCookie(new ConsoleSettings(Settings.of(Map.of())), CIPHER, at(NOW));
        assertThat(sessions.open(value(cookie(NOW, Map.of()).header(ATTEMPT))), is(Optional.empty()));
        String session = value(sessions.header(Session.begin("key_1", NOW, NOW.plusSeconds(60), Session.IDLE)));
        assertThat(cookie(NOW, Map.of()).open(session), is(Optional.empty()));
    }

    private static String value(String header) {
        return header.replaceAll("^[^=]*=|;.*$", "");
    }

    private static AttemptCookie cookie(Instant now, Map<String, String> texts) {
        return new AttemptCookie(new ConsoleSettings(Settings.of(texts)), CIPHER, at(now));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
