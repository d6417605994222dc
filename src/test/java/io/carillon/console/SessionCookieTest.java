package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SecretCipher;
import io.carillon.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
    private static final SecretCipher CIPHER = Ciphers.withKeyOf(2);
    private static final Session SESSION = Session.begin("key_1", NOW, NOW.plus(Session.LIFETIME), Session.IDLE);

    @Test
    void overTlsOnlyThisHostSetsItAndNoScriptReadsIt() {
        Settings settings = Settings.of(Map.of("carillon.console.url", "https://hooks.example.com"));
        String header = new SessionCookie(new ConsoleSettings(settings), CIPHER, at(NOW)).header(SESSION);
        assertThat(header, startsWith("__Host-carillon="));
        assertThat(header, endsWith("; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=28800"));
        assertThat(header, not(containsString("key_1")));
    }

    @Test
    void onThisMachineItIsPlain() {
        String header = cookie(NOW, CIPHER).header(SESSION);
        assertThat(header, startsWith("carillon="));
        assertThat(header, endsWith("; Path=/; HttpOnly; SameSite=Strict; Max-Age=28800"));
    }

    @Test
    void itOpensUntilTheSessionEnds() {
        String value = value(cookie(NOW, CIPHER));
        assertThat(cookie(NOW.plus(Duration.ofMinutes(59)), CIPHER).open(value), is(Optional.of(SESSION)));
        assertThat(cookie(NOW.plus(Duration.ofMinutes(61)), CIPHER).open(value), is(Optional.empty()));
        assertThat(cookie(NOW, CIPHER).open(value + "A"), is(Optional.empty()));
    }

    @Test
    void sessionsOutlastARotationOfTheKey() {
        String value = value(cookie(NOW, Ciphers.withKeyOf(1)));
        assertThat(cookie(NOW, Ciphers.withKeyOf(2, 1)).open(value), is(Optional.of(SESSION)));
        assertThat(cookie(NOW, CIPHER).open(value), is(Optional.empty()));
    }

    private static String value(SessionCookie cookie) {
        return cookie.header(SESSION).replaceAll("^carillon=|;.*$", "");
    }

    private static SessionCookie cookie(Instant now, SecretCipher cipher) {
        return new SessionCookie(new ConsoleSettings(Settings.of(Map.of())), cipher, at(now));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
