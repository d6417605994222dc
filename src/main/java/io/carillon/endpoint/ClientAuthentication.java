package io.carillon.endpoint;

/** How Carillon authenticates itself to a token endpoint (RFC 6749, section 2.3.1). */
public enum ClientAuthentication {
    /** {@code client_secret_basic}: in the header {@code Authorization}. */
    BASIC,
    /** {@code client_secret_post}: in the body. */
    POST
}
