/**
 * The broker inside the process, and the connection to a broker outside it. Packed in the resource adapter archive, never in
 * the WAR. Comes in: system properties {@code carillon.broker.*} and {@code carillon.home}. Goes out: a resource adapter for
 * JMS, and a plugin for the broker. Must not be here: any package of the WAR except {@code settings}. No other package uses
 * classes of Artemis.
 */
package io.carillon.process.broker;
