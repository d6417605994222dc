/**
 * The receivers that {@code src/docs/receiving-webhooks.md} shows, as real processes, and generated data to send them.
 * Nothing here knows the service's own classes.
 */
package io.carillon.receivers;
