/**
 * Sample webhooks that an application requests for its endpoint. Comes in: an endpoint and an event type. Goes out: one attempt,
 * reported only in the response. Must not be here: anything that changes a delivery or an endpoint's health.
 */
package io.carillon.sample;
