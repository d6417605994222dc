package io.carillon.access;

/** The tenant with this scope is being deleted: an observer ends what it has granted, in the transaction of the deletion. */
public record ScopeEnded(Scope scope) {
}
