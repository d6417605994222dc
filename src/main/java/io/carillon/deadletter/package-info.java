/**
 * Messages that the broker gave up on. Comes in: the dead-letter queue. Goes out: the message applied after all, or a
 * rejected message. Must not be here: how changes are coalesced, or how rejected messages are stored.
 */
package io.carillon.deadletter;
