package io.carillon.access;

/** Who sent a request: the id of the key, and what it may do. */
public record Caller(String keyId, Role role) {
}
