/**
 * Who listens. Comes in: what operators and tenants say about organizations, applications, enablement, endpoints and
 * signing secrets. Goes out: for a message, the endpoints that subscribe to it. Must not be here: changes, messages,
 * deliveries, or a connection to a receiver.
 */
package io.carillon.registry;
