package io.carillon.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param endSession     where people sign out of the provider; null if it has no such page
 * @param scopes         what can be asked for
 * @param takesBasic     whether it takes the client's secret in {@code Authorization}; otherwise it takes it in the body
 * @param namesItself    whether each of its answers must name it (RFC 9207)
 */
record Provider(String issuer, URI authorization, URI token, URI keys, URI endSession, Set<String> scopes, boolean takesBasic,
        boolean namesItself) {

    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The provider that {@code document} describes, which must be {@code issuer}.
     *
     * @throws IllegalArgumentException with a reason if the document is wrong
     */
    static Provider of(JsonNode document, String issuer) {
        if (!issuer.equals(document.path("issuer").asText())) {
            throw new IllegalArgumentException("it names the issuer " + document.path("issuer").asText());
        }
        List<String> methods = texts(document.path("token_endpoint_auth_methods_supported"));
        return new Provider(issuer, url(document, "authorization_endpoint").orElseThrow(missing("authorization_endpoint")),
                url(document, "token_endpoint").orElseThrow(missing("token_endpoint")),
                url(document, "jwks_uri").orElseThrow(missing("jwks_uri")), url(document, "end_session_endpoint").orElse(null),
                Set.copyOf(texts(document.path("scopes_supported"))),
                methods.isEmpty() || methods.contains("client_secret_basic"),
                document.path("authorization_response_iss_parameter_supported").asBoolean());
    }

    private static Supplier<IllegalArgumentException> missing(String member) {
        return () -> new IllegalArgumentException("it has no " + member);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts.stream().distinct().toList();
    }

    private static Optional<URI> url(JsonNode document, String member) {
        return Optional.ofNullable(document.path(member).textValue()).map(URI::create).map(url -> {
            boolean isSafe = "https".equals(url.getScheme()) && url.getHost() != null
                    || "http".equals(url.getScheme()) && OF_THIS_MACHINE.contains(String.valueOf(url.getHost()));
            if (!isSafe || url.getRawFragment() != null) {
                throw new IllegalArgumentException("its " + member + " is no https URL");
            }
            return url;
        });
    }
}
