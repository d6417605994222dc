package io.carillon.access;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Identifies the caller of a request by the API key or the token in its header {@code Authorization: Bearer}. The API and the
 * closed paths share it, so that both accept the same keys and tokens.
 */
@ApplicationScoped
public class Authenticator {

    private static final String SCHEME = "Bearer ";

    @Inject
    private CallerCache keys;
    @Inject
    @Any
    private Instance<BearerTokens> tokens;

    /**
     * The caller of a request with the header {@code authorization}; empty if the header is missing (null) or contains no
     * valid key or token.
     *
     * @throws ProblemException 503 if the keys that verify tokens cannot be read
     */
    public Optional<Caller> callerOf(String authorization) {
        return credential(authorization).flatMap(this::find);
    }

    /**
     * Like {@link #callerOf}, for requests that need a caller.
     *
     * @throws ProblemException 401 if there is none
     */
    public Caller require(String authorization) {
        String credential = credential(authorization)
                .orElseThrow(() -> rejected("Send an API key or a token in the header 'Authorization: Bearer <key or token>'."));
        return find(credential).orElseThrow(() -> rejected("The key or token is not valid: it is unknown, expired or revoked."));
    }

    private Optional<Caller> find(String credential) {
        return tokens.stream().map(kind -> kind.callerOf(credential)).flatMap(Optional::stream).findFirst()
                .or(() -> callerWithKey(credential));
    }

    /** The caller with the API key {@code key}; empty if it is not valid, or a token. */
    public Optional<Caller> callerWithKey(String key) {
        return keys.callerOf(key);
    }

    /** The key or token in {@code authorization}; the case of the scheme does not matter (RFC 9110, section 11.1). */
    public static Optional<String> credential(String authorization) {
        return Optional.ofNullable(authorization).filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static ProblemException rejected(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail);
    }
}
