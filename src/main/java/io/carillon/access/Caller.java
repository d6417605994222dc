package io.carillon.access;

/**
 * Who sent a request.
 *
 * @param keyId the id of the key, or {@code jwt:} and the subject of a token
 * @param name  what people call it
 * @param scope what it may do
 */
public record Caller(String keyId, String name, Scope scope) {

    /** What it may be, whoever its tenant is. */
    public Role role() {
        return scope.role();
    }
}
