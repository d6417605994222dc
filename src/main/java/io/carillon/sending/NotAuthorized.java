package io.carillon.sending;

import io.carillon.sending.DeliveryResult.Reason;

/** There is no token for an attempt, so nothing is sent. The message says why in plain words, without any secret. */
final class NotAuthorized extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The token endpoint is not usable; {@code words} are the rest of a sentence about the authorization. */
    NotAuthorized(String words) {
        this(Reason.NO_TOKEN, words);
    }

    /** The same for another reason, because the cause is this node. */
    NotAuthorized(Reason reason, String words) {
        super("authorization failed: " + words);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
