package io.carillon.coalescing;

import io.carillon.queue.QueuedMessage;
import io.carillon.rejected.Rejection;
import java.util.List;

/** What a message contains: the changes that can be applied, and the elements that are rejected. */
record InterpretedMessage(QueuedMessage message, List<ResolvedChange> changes, List<Rejection> rejections) {
}
