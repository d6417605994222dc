package io.carillon.source;

import java.util.Set;

/** How the requests of a sender prove that they are its own. */
public enum VerificationType {
    /** Signatures of Standard Webhooks: HMAC-SHA256 of id, time and body, in headers of fixed names. */
    STANDARD_WEBHOOKS(Set.of(), Set.of()),
    /** HMAC-SHA256 of the body in one header. */
    HMAC(Set.of("header"), Set.of("encoding", "prefix")),
    /** {@code Stripe-Signature}: a time, and HMAC-SHA256 of time and body. */
    STRIPE(Set.of(), Set.of()),
    /** The secret itself in one header. */
    HEADER(Set.of("header"), Set.of()),
    /** The secret as a password (RFC 7617). */
    BASIC(Set.of("username"), Set.of());

    private final Set<String> required;
    private final Set<String> optional;

    VerificationType(Set<String> required, Set<String> optional) {
        this.required = required;
        this.optional = optional;
    }

    /** The members that it needs besides the secret. */
    Set<String> required() {
        return required;
    }

    /** Whether {@code member} belongs to it. */
    boolean has(String member) {
        return required.contains(member) || optional.contains(member);
    }
}
