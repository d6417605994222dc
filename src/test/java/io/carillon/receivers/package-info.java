/**
 * The receivers that {@code src/docs/receiving-webhooks.md} shows, as real processes, generated data to send them, and
 * certificates. Nothing here knows the service's own classes.
 */
package io.carillon.receivers;
