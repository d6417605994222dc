package io.carillon.endpoint;

/**
 * What opens the receiver of an endpoint, decrypted.
 *
 * @param endpointId     the endpoint; null if nothing is needed
 * @param authentication what goes into the header {@code Authorization}; null if nothing does
 * @param tls            what its connections need
 */
public record ReceiverAccess(String endpointId, EndpointAuthentication authentication, TlsMaterial tls) {

    /** For receivers that ask for nothing. */
    public static final ReceiverAccess NONE = new ReceiverAccess(null, null, TlsMaterial.NONE);
}
