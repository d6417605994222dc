package io.carillon.process.broker;

/** What the adapter can see of the broker's queues. */
interface QueueView {

    /** How many consumers of this adapter {@code queue} has; {@link Integer#MAX_VALUE} if only the broker can tell. */
    int consumersOfAdapter(String queue);

    /** Whether {@code queue} holds messages, including those that wait for a later delivery. */
    boolean hasMessages(String queue) throws Exception;
}
