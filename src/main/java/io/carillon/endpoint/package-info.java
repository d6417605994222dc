/**
 * The endpoints of applications: URL, format, subscriptions, signing secrets, headers, health, pauses. Comes in: what
 * applications configure, and the outcomes of attempts. Goes out: the subscribers of an announcement. Must not be here:
 * messages, or connections to receivers.
 */
package io.carillon.endpoint;
