package io.carillon.access;

/**
 * A key is about to be made for this scope. Whoever knows the tenants ends the request with a problem when there is no
 * such tenant.
 */
public record ScopeGranted(Scope scope) {
}
