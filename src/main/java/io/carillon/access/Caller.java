package io.carillon.access;

import java.time.Instant;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param keyId        the id of the key, {@code jwt:} and the subject of a token, or {@code oidc:} and that of a person
 * @param name         a name for people
 * @param scope        whose data the caller may see and change
 * @param producer     the system that reports changes with this key or token, and within which their ids are unique
 * @param expiresAt    when the key or token expires; null if never
 * @param capabilities what the caller may do within the scope
 */
public record Caller(String keyId, String name, Scope scope, String producer, Instant expiresAt,
        Set<Capability> capabilities) {

    /** The role in the scope, without the tenant. */
    public Role role() {
        return scope.role();
    }
}
