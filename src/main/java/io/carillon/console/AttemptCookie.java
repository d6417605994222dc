package io.carillon.console;

import io.carillon.crypto.SecretCipher;
import io.carillon.crypto.TextSeal;
import io.carillon.oidc.SignInAttempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cookie that holds a sealed {@link SignInAttempt}. Unlike that of a session, browsers send it when a page of another site
 * leads to us, which the provider's page is. It is worth nothing without the answer of the provider.
 */
@ApplicationScoped
class AttemptCookie {

    private static final String NAME = "carillon-sign-in";
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Lax";

    private ConsoleSettings settings;
    private TextSeal seal;
    private Clock clock;

    /** For the container's proxy. */
    protected AttemptCookie() {
    }

    @Inject
    AttemptCookie(ConsoleSettings settings, SecretCipher cipher, Clock clock) {
        this.settings = settings;
        this.seal = cipher.textSeal("carillon console sign-in");
        this.clock = clock;
    }

    private String name() {
        return settings.isSecure() ? "__Host-" + NAME : NAME;
    }

    /** The attempt that the browser of {@code request} has begun; empty if it has begun none, or too long ago. */
    Optional<SignInAttempt> read(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream().flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name())).map(Cookie::getValue)
                .map(this::open).flatMap(Optional::stream).findFirst();
    }

    Optional<SignInAttempt> open(String value) {
        return seal.open(value).flatMap(SignInAttempt::read).filter(attempt -> attempt.isOpenAt(clock.instant()));
    }

    void write(HttpServletResponse response, SignInAttempt attempt) {
        response.addHeader(HttpHeaders.SET_COOKIE, header(attempt));
    }

    /** The header that gives a browser {@code attempt}. */
    String header(SignInAttempt attempt) {
        return header(seal.seal(attempt.text()), SignInAttempt.LIFETIME.toSeconds());
    }

    void clear(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, header("", 0));
    }

    private String header(String value, long seconds) {
        return name() + "=" + value + ATTRIBUTES + (settings.isSecure() ? "; Secure" : "") + "; Max-Age=" + seconds;
    }
}
