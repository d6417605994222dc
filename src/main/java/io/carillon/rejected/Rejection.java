package io.carillon.rejected;

import io.carillon.json.Flaw;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.ReadChange;
import io.carillon.queue.Requeued;

/**
 * Why a message or one of its elements is not used.
 *
 * @param flaw    reason, position and what is wrong there
 * @param element which change of the message, from 0, or {@link Requeued#WHOLE}
 * @param body    the rejected part, exactly as received
 */
public record Rejection(Flaw flaw, int element, byte[] body) {

    public static Rejection ofWhole(QueuedMessage message, Flaw flaw) {
        return new Rejection(flaw, message.requeued().map(Requeued::element).orElse(Requeued.WHOLE), message.body());
    }

    public static Rejection ofElement(QueuedMessage message, int index, ReadChange element, Flaw flaw) {
        return new Rejection(flaw, message.elementOf(index), element.source());
    }
}
