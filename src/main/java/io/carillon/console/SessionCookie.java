package io.carillon.console;

import io.carillon.crypto.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The {@link SealedCookie} with a {@link Session}. Browsers send it with requests of our own pages only. */
@ApplicationScoped
class SessionCookie {

    private SealedCookie cookie;
    private Clock clock;

    /** For the container's proxy. */
    protected SessionCookie() {
    }

    @Inject
    SessionCookie(ConsoleSettings settings, SecretCipher cipher, Clock clock) {
        this.cookie = new SealedCookie(settings, "carillon", "Strict", cipher.textSeal("carillon console cookie"));
        this.clock = clock;
    }

    /** The session of {@code request}; empty if it has none that is open now. */
    Optional<Session> read(HttpServletRequest request) {
        return cookie.read(request, this::session);
    }

    Optional<Session> open(String value) {
        return cookie.open(value).flatMap(this::session);
    }

    private Optional<Session> session(String text) {
        return Session.read(text).filter(session -> session.isOpenAt(clock.instant()));
    }

    /** Gives the browser {@code session}. */
    void write(HttpServletResponse response, Session session) {
        cookie.write(response, header(session));
    }

    /** The header that gives a browser {@code session}, which forgets it when it ends. */
    String header(Session session) {
        return cookie.header(session.text(), Duration.between(clock.instant(), session.expiresAt()));
    }

    /** Takes the session from the browser. */
    void clear(HttpServletResponse response) {
        cookie.clear(response);
    }

    /** When the browser has used the session enough to note it, gives it the prolonged one. */
    void renew(HttpServletResponse response, Session session) {
        Instant now = clock.instant();
        if (session.isUseWorthNotingAt(now)) {
            write(response, session.usedAt(now));
        }
    }
}
