package io.carillon.rejected;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Puts one rejected message back on the queue for a client, as it was received or corrected. Use it outside a transaction. Every
 * method throws a {@link ProblemException} unless the broker has the message: 404 if there is no such message, 409 if it cannot
 * be put back, 503 if the broker does not confirm it.
 */
@ApplicationScoped
public class SingleRequeue {

    @Inject
    private RejectedMessages messages;
    @Inject
    private Requeueing requeueing;

    /** Puts the message {@code id} back as it was received. */
    RejectedMessageDocument asReceived(String id) {
        RejectedMessage message = find(id);
        return document(message, requeueing.putBack(message));
    }

    /**
     * Puts the message {@code id} back with other changes than it had; 409 while it is on the queue.
     *
     * @param json  the JSON text of the changes
     * @param count how many it has; several cannot replace one element of a message
     */
    public RejectedMessageDocument corrected(String id, byte[] json, int count) {
        RejectedMessage message = find(id);
        if (count > 1 && message.isElement()) {
            throw ProblemException.invalid("", "must be a single change, because a single element was rejected");
        }
        return document(message.corrected(json), requeueing.correct(message, json));
    }

    private RejectedMessage find(String id) {
        return messages.find(id).orElseThrow(() -> missing(id));
    }

    /** It is not read again: a message that has already taken effect is gone. */
    private static RejectedMessageDocument document(RejectedMessage message, PutBack result) {
        return switch (result.result()) {
            case DONE -> RejectedMessageDocument.of(message.requeued(result.at()));
            case GONE -> throw missing(message.id());
            case IMPOSSIBLE -> throw new ProblemException(ProblemType.CONFLICT, message.id() + " " + result.reason());
            case UNCONFIRMED -> throw new ProblemException(ProblemType.UNAVAILABLE,
                    "The broker did not confirm the message. Requeue it again; it takes effect only once.");
        };
    }

    static ProblemException missing(String id) {
        return ProblemException.notFound("rejected message " + id);
    }
}
