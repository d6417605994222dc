package io.carillon.console;

import io.carillon.access.BearerTokens;
import io.carillon.access.Caller;
import io.carillon.crypto.SecretCipher;
import io.carillon.crypto.TextSeal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Sessions of the console in a frame of another site, where browsers keep cookies away. The frame has a sealed {@link Session} as
 * a token, only in its memory, and sends it in place of a key.
 */
@ApplicationScoped
public class EmbeddedSessions implements BearerTokens {

    private static final String PREFIX = "cs_";

    private ConsoleSettings settings;
    private Sessions sessions;
    private TextSeal seal;

    /** For the container's proxy. */
    protected EmbeddedSessions() {
    }

    @Inject
    EmbeddedSessions(ConsoleSettings settings, Sessions sessions, SecretCipher cipher) {
        this.settings = settings;
        this.sessions = sessions;
        this.seal = cipher.textSeal("carillon console token");
    }

    /** The token for {@code session}. */
    String token(Session session) {
        return PREFIX + seal.seal(session.text());
    }

    /** The session in {@code token}; empty if it is no such token. */
    Optional<Session> read(String token) {
        return Optional.of(token).filter(text -> text.startsWith(PREFIX))
                .flatMap(text -> seal.open(text.substring(PREFIX.length()))).flatMap(Session::read);
    }

    @Override
    public Optional<Caller> callerOf(String token) {
        return read(token).filter(session -> settings.isOn()).flatMap(sessions::callerOf);
    }
}
