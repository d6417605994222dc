/**
 * The commands for one's own machine, packed next to the service and not in its WAR. Comes in: arguments, webhooks over HTTP, and
 * the deliveries of a service elsewhere. Goes out: what they say, on the terminal, and requests to a local receiver. Must not be
 * here: anything but the JDK, or anything that starts the service.
 */
package io.carillon.local;
