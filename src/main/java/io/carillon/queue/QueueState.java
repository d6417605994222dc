package io.carillon.queue;

/**
 * What the broker says about one of its queues.
 *
 * @param messages      how many it holds, also those that a consumer has and has not acknowledged
 * @param consumers     of all nodes
 * @param oldestSeconds the age of the first message; 0 if there is none
 */
public record QueueState(long messages, long consumers, double oldestSeconds) {
}
