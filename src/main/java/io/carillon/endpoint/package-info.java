/**
 * The endpoints of applications: URL, format, subscriptions, filters, pauses, rate limits, signing secrets, headers, health.
 * Comes in: what applications configure, and the outcomes of attempts. Goes out: the subscribers of a change. Must not be here:
 * messages, or connections to receivers.
 */
package io.carillon.endpoint;
