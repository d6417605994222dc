/**
 * Decides when something is sent. Comes in: the time. Goes out: due buckets become messages with deliveries, and due deliveries
 * are claimed, sent and recorded. It is the only room that works with both coalescing and sending. Must not be here: what a body
 * looks like, or what follows from an outcome.
 */
package io.carillon.dispatch;
