/**
 * Polls by receivers that cannot listen. Comes in: an endpoint and how far its receiver has come. Goes out: the next messages,
 * with the bodies that webhooks would have. Must not be here: connections to receivers.
 */
package io.carillon.poll;
