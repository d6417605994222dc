package io.carillon.access;

/**
 * Carillon is about to create a key with this scope. An observer that knows the tenants ends the request with a problem if the
 * tenant does not exist.
 */
public record ScopeGranted(Scope scope) {
}
