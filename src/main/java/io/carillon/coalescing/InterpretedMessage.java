package io.carillon.coalescing;

import io.carillon.json.Flaw;
import io.carillon.queue.QueuedMessage;
import io.carillon.rejected.Rejection;
import java.util.List;

/**
 * The content of a message: changes that can be applied, and rejections of the other elements.
 *
 * @param warnings of changes that are applied although their data violate a schema
 */
record InterpretedMessage(QueuedMessage message, List<ResolvedChange> changes, List<Rejection> rejections,
        List<Warning> warnings) {

    /** How a change violates the schema of its event type. */
    record Warning(ResolvedChange change, Flaw flaw) {
    }
}
