package io.carillon.endpoint;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The certificate with which Carillon shows a receiver who it is (mutual TLS).
 *
 * @param certificate in PEM, followed by those of its issuers if the receiver does not know them
 * @param privateKey  in PEM, without a password; shown masked
 */
public record ClientCertificate(@NotBlank @Size(max = LONGEST) String certificate,
        @NotBlank @Size(max = LONGEST) String privateKey) {

    private static final int LONGEST = 20_000;

    /** Without what is secret. */
    @Override
    public String toString() {
        return "ClientCertificate[]";
    }
}
