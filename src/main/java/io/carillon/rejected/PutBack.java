package io.carillon.rejected;

import java.time.Instant;

/**
 * The result of putting one rejected message back on the queue.
 *
 * @param at     since when it has been on the queue again; null unless it was put back
 * @param reason the end of a sentence about the message; null if it was put back or is gone
 */
record PutBack(Result result, Instant at, String reason) {

    /** It is no longer a rejected message. */
    static final PutBack GONE = new PutBack(Result.GONE, null, null);

    /** It is on the queue, or has already taken effect. */
    static PutBack done(Instant at) {
        return new PutBack(Result.DONE, at, null);
    }

    static PutBack impossible(String reason) {
        return new PutBack(Result.IMPOSSIBLE, null, reason);
    }

    static PutBack unconfirmed(String reason) {
        return new PutBack(Result.UNCONFIRMED, null, reason);
    }

    enum Result {
        DONE,
        GONE,
        /** It is left alone: it cannot be requeued, or is already on the queue. */
        IMPOSSIBLE,
        /** The broker did not confirm it; it may or may not be on the queue. */
        UNCONFIRMED
    }
}
