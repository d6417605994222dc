package io.carillon.console;

import io.carillon.crypto.SecretCipher;
import io.carillon.oidc.SignInAttempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;

/**
 * The {@link SealedCookie} with a {@link SignInAttempt}. Unlike that of a session, browsers send it when a page of another site
 * leads to us, which the provider's page is. It is worth nothing without the answer of the provider.
 */
@ApplicationScoped
class AttemptCookie {

    private SealedCookie cookie;
    private Clock clock;

    /** For the container's proxy. */
    protected AttemptCookie() {
    }

    @Inject
    AttemptCookie(ConsoleSettings settings, SecretCipher cipher, Clock clock) {
        this.cookie = new SealedCookie(settings, "carillon-sign-in", "Lax", cipher.textSeal("carillon console sign-in"));
        this.clock = clock;
    }

    /** The attempt that the browser of {@code request} has begun; empty if it has begun none, or too long ago. */
    Optional<SignInAttempt> read(HttpServletRequest request) {
        return cookie.read(request, this::attempt);
    }

    Optional<SignInAttempt> open(String value) {
        return cookie.open(value).flatMap(this::attempt);
    }

    private Optional<SignInAttempt> attempt(String text) {
        return SignInAttempt.read(text).filter(attempt -> attempt.isOpenAt(clock.instant()));
    }

    void write(HttpServletResponse response, SignInAttempt attempt) {
        cookie.write(response, header(attempt));
    }

    /** The header that gives a browser {@code attempt}. */
    String header(SignInAttempt attempt) {
        return cookie.header(attempt.text(), SignInAttempt.LIFETIME);
    }

    void clear(HttpServletResponse response) {
        cookie.clear(response);
    }
}
