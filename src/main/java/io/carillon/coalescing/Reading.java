package io.carillon.coalescing;

import io.carillon.queue.QueuedMessage;
import java.util.List;

/** What became of a message's content before anything was written: what can be announced, and what is rejected. */
record Reading(QueuedMessage message, List<Announceable> announceables, List<Rejection> rejections) {
}
