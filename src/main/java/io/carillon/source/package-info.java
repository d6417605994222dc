/**
 * Webhooks of other services as a source of changes. Comes in: sources as their owners write them, and requests of senders. Goes
 * out: whether a request is genuine, and the change that it means, unchecked. Must not be here: whether a change is accepted, or
 * the queue.
 */
package io.carillon.source;
