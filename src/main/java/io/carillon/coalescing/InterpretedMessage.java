package io.carillon.coalescing;

import io.carillon.queue.QueuedMessage;
import io.carillon.rejected.Rejection;
import java.util.List;

/** What became of a message's content before anything was written: what can be announced, and what is rejected. */
record InterpretedMessage(QueuedMessage message, List<ResolvedChange> announceables, List<Rejection> rejections) {
}
