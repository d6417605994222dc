/**
 * Who may do what, and who did what. Comes in: the bearer key or token of a request. Goes out: a
 * {@link io.carillon.access.Caller} with a scope, or a refusal. Every resource method states the scopes it is open to; what
 * states none is closed. Must not be here: what the resources do, or which tenants there are.
 */
package io.carillon.access;
