/**
 * The bell. Comes in: the time. Goes out: due buckets become messages with deliveries, and due deliveries are claimed,
 * sent and recorded. It is the only component that sees two stations. Must not be here: what a body looks like, or what
 * an outcome leads to.
 */
package io.carillon.dispatch;
