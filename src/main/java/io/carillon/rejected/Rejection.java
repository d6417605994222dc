package io.carillon.rejected;

import io.carillon.json.Flaw;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.ReadChange;
import io.carillon.queue.Requeued;
import io.carillon.queue.Subject;

/**
 * Why a message or one of its elements is not used.
 *
 * @param flaw    reason, position and what is wrong there
 * @param element which change of the message, from 0, or {@link Requeued#WHOLE}
 * @param body    the rejected part, exactly as received
 * @param subject what it was about, as far as that could be read
 */
public record Rejection(Flaw flaw, int element, byte[] body, Subject subject) {

    /** The whole message is malformed, so that nothing can be read. */
    public static Rejection ofMalformed(QueuedMessage message, Flaw flaw) {
        return ofWhole(message, flaw, Subject.NONE);
    }

    /** The whole message is not used, whatever it contains. */
    public static Rejection ofWhole(QueuedMessage message, Flaw flaw) {
        return ofWhole(message, flaw, Subject.of(message));
    }

    private static Rejection ofWhole(QueuedMessage message, Flaw flaw, Subject subject) {
        return new Rejection(flaw, message.requeued().map(Requeued::element).orElse(Requeued.WHOLE), message.body(), subject);
    }

    public static Rejection ofElement(QueuedMessage message, int index, ReadChange element, Flaw flaw) {
        return new Rejection(flaw, message.elementOf(index), element.source(), element.subject());
    }
}
