/**
 * One attempt over HTTP. Comes in: a message, an endpoint and its signing secrets. Goes out: one signed request, and a
 * {@link io.carillon.sending.DeliveryResult}. Must not be here: the database, transactions, or what follows from the result.
 */
package io.carillon.sending;
