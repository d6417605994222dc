/**
 * The commands for one's own machine, packed next to the service and not in its WAR. Comes in: arguments, webhooks over HTTP, the
 * deliveries and the configuration of a service elsewhere. Goes out: what they say, on the terminal, and requests to a local
 * receiver and to that service. Must not be here: libraries, or anything that starts the service.
 */
package io.carillon.local;
