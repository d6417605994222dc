/**
 * What an application may get, as a document of AsyncAPI. Comes in: an application. Goes out: its webhooks, with the schemas of
 * their bodies. Must not be here: how a body is written, which {@code sending} knows, or what an event type means.
 */
package io.carillon.asyncapi;
