/**
 * Who may do what. Comes in: the bearer key of a request. Goes out: a {@link io.carillon.access.Caller} with a scope, or
 * a refusal. Every resource method states the scopes it is open to; what states none is closed. Must not be here: what
 * the resources do.
 */
package io.carillon.access;
