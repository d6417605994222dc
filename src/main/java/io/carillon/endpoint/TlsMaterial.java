package io.carillon.endpoint;

/**
 * What an endpoint brings for TLS, as text, so that it can be compared.
 *
 * @param certificate the client's certificates in PEM; null if there are none
 * @param privateKey  the PKCS #8 of the client's key in base64; null if there is none
 * @param authorities the certificates in PEM that judge the receiver's; null for those of the system
 */
public record TlsMaterial(String certificate, String privateKey, String authorities) {

    /** No certificate, and the system's authorities. */
    public static final TlsMaterial NONE = new TlsMaterial(null, null, null);

    /** Without what is secret. */
    @Override
    public String toString() {
        return "TlsMaterial[]";
    }
}
