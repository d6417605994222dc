package io.carillon.endpoint;

import java.util.List;
import java.util.stream.Stream;

/** How requests to a receiver authenticate themselves in the header {@code Authorization}. */
public enum AuthenticationType {
    /** A user name and a password (RFC 7617). */
    BASIC("password", List.of("username"), List.of()),
    /** A token that the owner has (RFC 6750). */
    BEARER("token", List.of(), List.of()),
    /** A token that Carillon gets for client credentials (RFC 6749, section 4.4). */
    OAUTH2("clientSecret", List.of("tokenUrl", "clientId"), List.of("clientAuthentication", "scope", "audience"));

    private final String secret;
    private final List<String> others;
    private final List<String> optional;

    AuthenticationType(String secret, List<String> others, List<String> optional) {
        this.secret = secret;
        this.others = others;
        this.optional = optional;
    }

    /** The member that is secret. */
    String secret() {
        return secret;
    }

    /** The members that it needs. */
    List<String> required() {
        return Stream.concat(others.stream(), Stream.of(secret)).toList();
    }

    /** Whether {@code member} belongs to it. */
    boolean has(String member) {
        return member.equals(secret) || others.contains(member) || optional.contains(member);
    }
}
