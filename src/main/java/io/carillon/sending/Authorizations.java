package io.carillon.sending;

import io.carillon.endpoint.AuthenticationType;
import io.carillon.endpoint.EndpointAuthentication;
import io.carillon.endpoint.ReceiverAccess;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Finds the header {@code Authorization} for an attempt. Thread-safe. */
final class Authorizations {

    private final AccessTokens tokens;

    Authorizations(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** The header; empty if the receiver asks for none. */
    Optional<String> header(ReceiverAccess access) throws NotAuthorized {
        EndpointAuthentication asked = access.authentication();
        return asked == null ? Optional.empty() : Optional.of(switch (asked.type()) {
            case BASIC -> "Basic " + Base64.getEncoder().encodeToString(
                    (asked.username() + ":" + asked.password()).getBytes(StandardCharsets.UTF_8));
            case BEARER -> "Bearer " + asked.token();
            case OAUTH2 -> tokens.header(access);
        });
    }

    /** The receiver answered a request that had {@code header}. */
    void answered(ReceiverAccess access, String header, int status) {
        if (access.authentication().type() == AuthenticationType.OAUTH2) {
            tokens.answered(access, header, status);
        }
    }
}
