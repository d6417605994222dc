/**
 * The broker inside the process and the way to a broker outside it.
 *
 * <p>In: system properties {@code carillon.broker.*} and {@code carillon.home}. Out: a resource adapter for JMS, and a plugin
 * for the broker. Packed in the resource adapter archive, never in the WAR; the only Java that names Artemis.
 */
package io.carillon.process.broker;
