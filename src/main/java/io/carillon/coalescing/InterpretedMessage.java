package io.carillon.coalescing;

import io.carillon.queue.QueuedMessage;
import io.carillon.rejected.Rejection;
import java.util.List;

/** The content of a message: changes that can be applied, and rejections of the other elements. */
record InterpretedMessage(QueuedMessage message, List<ResolvedChange> changes, List<Rejection> rejections) {
}
