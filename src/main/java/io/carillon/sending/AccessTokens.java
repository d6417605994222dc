package io.carillon.sending;

import io.carillon.endpoint.ReceiverAccess;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens of this node. All attempts of an endpoint use one token until shortly before its end; the first that finds none asks
 * for one, and the others wait for it. A token that the receiver refuses with 401 is dropped. The one that replaces it is not,
 * until the receiver has accepted it, so that a receiver that refuses everything does not make each attempt ask. Thread-safe.
 */
final class AccessTokens {

    private final Source source;
    private final Clock clock;
    private final Map<ReceiverAccess, Asked> tokens = new ConcurrentHashMap<>();

    AccessTokens(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Where tokens come from. */
    interface Source {
        AccessToken fetch(ReceiverAccess access) throws NotAuthorized;
    }

    /** The header {@code Authorization} for an attempt now. */
    String header(ReceiverAccess access) throws NotAuthorized {
        Asked mine = new Asked();
        Asked current = tokens.compute(access, (same, known) -> known == null ? mine
                : known.isUsable() ? known : mine.after(known));
        if (current == mine) {
            ask(access, mine);
        }
        return current.get().header();
    }

    private void ask(ReceiverAccess access, Asked mine) {
        try {
            mine.token.complete(source.fetch(access).asReplacement(mine.replaces));
            tokens.values().removeIf(Asked::isOver);
        } catch (NotAuthorized | RuntimeException | Error e) {
            mine.token.completeExceptionally(e);
            tokens.remove(access, mine);
        }
    }

    /** The receiver answered a request with {@code header}. */
    void answered(ReceiverAccess access, String header, int status) {
        Optional.ofNullable(tokens.get(access)).flatMap(Asked::token).filter(token -> token.header().equals(header))
                .ifPresent(token -> {
                    if (status == Status.UNAUTHORIZED.getStatusCode()) {
                        token.refused();
                    } else {
                        token.accepted();
                    }
                });
    }

    /** One request for a token, and what came of it. */
    private final class Asked {

        private final CompletableFuture<AccessToken> token = new CompletableFuture<>();
        private boolean replaces;

        Asked after(Asked earlier) {
            replaces = earlier.token().filter(AccessToken::isDropped).isPresent();
            return this;
        }

        /** Empty while it is under way, and if it failed. */
        Optional<AccessToken> token() {
            return token.isDone() && !token.isCompletedExceptionally() ? Optional.of(token.join()) : Optional.empty();
        }

        /** Whether it has a token that can be used, or may still get one. */
        boolean isUsable() {
            return !token.isDone() || token().filter(known -> known.isUsableAt(clock.instant())).isPresent();
        }

        /** Whether nothing need be known about its token any more. */
        boolean isOver() {
            return token().filter(known -> known.hasEndedAt(clock.instant())).isPresent();
        }

        AccessToken get() throws NotAuthorized {
            try {
                return token.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof NotAuthorized failure ? failure
                        : new NotAuthorized("the token endpoint could not be asked");
            }
        }
    }
}
