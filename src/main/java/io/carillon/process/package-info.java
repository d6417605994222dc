/**
 * The process around the application: reads settings, guards the home folder, starts the server. Packed next to the server in
 * {@code carillon.jar}, never in the WAR. Comes in: environment variables and system properties. Goes out: system properties
 * that the server's configuration refers to. Must not be here: any package of the WAR except {@code settings}.
 */
package io.carillon.process;
