package io.carillon.endpoint;

import io.carillon.crypto.SecretCipher;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Requests and endpoints with what opens a receiver. */
final class Access {

    static final Instant NOW = Instant.parse("2025-06-09T10:30:00Z");

    private Access() {
    }

    static EndpointRequest request(String url, Map<String, String> headers, EndpointAuthentication authentication,
            ClientCertificate certificate, String authorities) {
        return new EndpointRequest(null, url, null, null, null, null, null, null, null, List.of("*"), null, null, null, null,
                null, headers, null, authentication, certificate, authorities, null, null, null, null, null);
    }

    static EndpointRequest request(EndpointAuthentication authentication, ClientCertificate certificate, String authorities) {
        return request("https://example.org/", Map.of(), authentication, certificate, authorities);
    }

    static Endpoint endpoint(SecretCipher cipher, EndpointRequest request) {
        Endpoint endpoint = new Endpoint("ep_1", "app_1", EndpointStatus.ACTIVE, "", NOW);
        change(cipher, endpoint, request);
        return endpoint;
    }

    static void change(SecretCipher cipher, Endpoint endpoint, EndpointRequest request) {
        endpoint.describe(request, EndpointHeaders.NONE,
                new EndpointAccess(cipher).of(request, endpoint.access(), endpoint.id()), NOW);
    }

    static EndpointAuthentication basic(String username, String password) {
        return new EndpointAuthentication(AuthenticationType.BASIC, username, password, null, null, null, null, null, null, null);
    }

    static EndpointAuthentication bearer(String token) {
        return new EndpointAuthentication(AuthenticationType.BEARER, null, null, token, null, null, null, null, null, null);
    }

    static EndpointAuthentication oauth2(String tokenUrl, String clientSecret) {
        return new EndpointAuthentication(AuthenticationType.OAUTH2, null, null, null, tokenUrl, "client", clientSecret, null,
                "a b", null);
    }
}
