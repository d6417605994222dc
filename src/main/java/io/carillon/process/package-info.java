/**
 * The process around the application: reads settings, guards the home folder, starts the server.
 *
 * <p>In: environment variables and system properties. Out: system properties that the server's configuration refers to.
 * Packed beside the server in {@code carillon.jar}, never in the WAR. Nothing of the application is known here.
 */
package io.carillon.process;
