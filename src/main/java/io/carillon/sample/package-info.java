/**
 * Trying out: sample webhooks that an application requests for its endpoint, and checks of URLs. Comes in: an endpoint and an
 * event type, or a URL. Goes out: one attempt, or one connection without a request, reported only in the response. Must not be
 * here: anything that changes a delivery or an endpoint's health.
 */
package io.carillon.sample;
