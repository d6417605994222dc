/**
 * Who may do what, and who did what. Comes in: the bearer key or token of a request. Goes out: a
 * {@link io.carillon.access.Caller} with a scope, or a rejection. Each resource method states the roles that it is open to;
 * without such a statement it is closed. Must not be here: what the resources do, or which tenants exist.
 */
package io.carillon.access;
