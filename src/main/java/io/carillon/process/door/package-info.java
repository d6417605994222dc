/**
 * What the server's HTTP listener lacks. Packed next to the server in {@code carillon.jar}, never in the WAR. Comes in: the
 * connections of the listener, and system properties. Goes out: whole requests, and refusals. Must not be here: any package of
 * the WAR except {@code settings}. No other package uses classes of Grizzly.
 */
package io.carillon.process.door;
