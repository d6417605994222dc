package io.carillon.rejected;

/**
 * The result of putting one rejected message back on the queue.
 *
 * @param reason the end of a sentence about the message; null unless it was not put back
 */
record PutBack(Result result, String reason) {

    /** It is on the queue. */
    static final PutBack DONE = new PutBack(Result.DONE, null);
    /** It is no longer a rejected message. */
    static final PutBack GONE = new PutBack(Result.GONE, null);

    static PutBack impossible(String reason) {
        return new PutBack(Result.IMPOSSIBLE, reason);
    }

    static PutBack unconfirmed(String reason) {
        return new PutBack(Result.UNCONFIRMED, reason);
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
