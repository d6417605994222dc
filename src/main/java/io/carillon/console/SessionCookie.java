package io.carillon.console;

import io.carillon.crypto.SecretCipher;
import io.carillon.crypto.TextSeal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cookie that holds a sealed {@link Session}. Scripts cannot read it, and browsers send it with requests of our own pages
 * only. Over TLS its name says that no other host may have set it. Over plain http, which is for this machine, browsers would not
 * take such a cookie.
 */
@ApplicationScoped
class SessionCookie {

    private static final String NAME = "carillon";
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";

    private ConsoleSettings settings;
    private TextSeal seal;
    private Clock clock;

    /** For the container's proxy. */
    protected SessionCookie() {
    }

    @Inject
    SessionCookie(ConsoleSettings settings, SecretCipher cipher, Clock clock) {
        this.settings = settings;
        this.seal = cipher.textSeal("carillon console cookie");
        this.clock = clock;
    }

    private String name() {
        return settings.isSecure() ? "__Host-" + NAME : NAME;
    }

    /** The session of {@code request}; empty if it has none that is open now. */
    Optional<Session> read(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream().flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name())).map(Cookie::getValue)
                .map(this::open).flatMap(Optional::stream).findFirst();
    }

    Optional<Session> open(String value) {
        return seal.open(value).flatMap(Session::read).filter(session -> session.isOpenAt(clock.instant()));
    }

    /** Gives the browser {@code session}. */
    void write(HttpServletResponse response, Session session) {
        response.addHeader(HttpHeaders.SET_COOKIE, header(session));
    }

    /** The header that gives a browser {@code session}, which forgets it when it ends. */
    String header(Session session) {
        return header(seal.seal(session.text()), Duration.between(clock.instant(), session.expiresAt()));
    }

    /** Takes the session from the browser. */
    void clear(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, header("", Duration.ZERO));
    }

    /** A part of a second counts as a whole one, so that the browser does not forget the cookie too early. */
    private String header(String value, Duration age) {
        long seconds = age.plusMillis(999).toSeconds();
        return name() + "=" + value + ATTRIBUTES + (settings.isSecure() ? "; Secure" : "") + "; Max-Age=" + seconds;
    }

    /** When the browser has used the session enough to note it, gives it the prolonged one. */
    void renew(HttpServletResponse response, Session session) {
        Instant now = clock.instant();
        if (session.isUseWorthNotingAt(now)) {
            write(response, session.usedAt(now));
        }
    }
}
