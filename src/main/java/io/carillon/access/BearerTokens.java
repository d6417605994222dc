package io.carillon.access;

import java.util.Optional;

/** One kind of bearer token, besides keys. CDI finds all kinds. */
public interface BearerTokens {

    /** The caller with {@code token}; empty if it is not a valid one of this kind. */
    Optional<Caller> callerOf(String token);
}
