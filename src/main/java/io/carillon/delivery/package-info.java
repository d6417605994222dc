/**
 * How a webhook goes over the wire. Comes in: a message, an endpoint and its secrets. Goes out: one signed POST, and a
 * {@link io.carillon.delivery.DeliveryResult} that says what came of it. Must not be here: the database, transactions, or
 * any decision about what follows from the result.
 */
package io.carillon.delivery;
