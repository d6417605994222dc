package io.carillon.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.carillon.crypto.SecretCipher;
import io.carillon.json.StrictJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers that owners define. Their values are secrets, such as the password of the receiver: they are stored encrypted, as
 * JSON text, and shown masked, except to a caller who asks for them ({@code GET /endpoints/{id}/headers}).
 */
@ApplicationScoped
public class EndpointHeaders {

    /** What is shown in place of a value; in a request it stands for the stored value. */
    public static final String MASK = "***";
    /** What is stored when there are no headers; it is not encrypted. */
    static final String NONE = "{}";
    private static final TypeReference<LinkedHashMap<String, String>> TYPE = new TypeReference<>() {
    };

    private SecretCipher cipher;

    protected EndpointHeaders() {
    }

    @Inject
    EndpointHeaders(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * The headers of {@code endpoint}, in the order in which they are sent.
     *
     * @throws UnreadableSecret if no configured key decrypts them
     */
    public Map<String, String> of(Endpoint endpoint) {
        if (endpoint.encryptedHeaders().equals(NONE)) {
            return Map.of();
        }
        try {
            return StrictJson.mapper().readValue(decrypted(endpoint), TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the headers of " + endpoint.id() + " are not a map of strings", e);
        }
    }

    private String decrypted(Endpoint endpoint) {
        try {
            return cipher.decrypt(endpoint.encryptedHeaders(), row(endpoint.id()));
        } catch (IllegalStateException e) {
            throw UnreadableSecret.ofHeaders(endpoint.id());
        }
    }

    /** The headers of {@code endpoint} with their values masked. */
    Map<String, String> masked(Endpoint endpoint) {
        Map<String, String> masked = new LinkedHashMap<>(of(endpoint));
        masked.replaceAll((name, value) -> MASK);
        return masked;
    }

    String encrypt(Map<String, String> headers, String endpointId) {
        if (headers.isEmpty()) {
            return NONE;
        }
        try {
            return cipher.encrypt(StrictJson.mapper().writeValueAsString(headers), row(endpointId));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    /** Encrypts again, with the newest key, what {@link #encrypt} returned. */
    static String renewed(SecretCipher cipher, String encrypted, String endpointId) {
        return encrypted.equals(NONE) ? NONE
                : cipher.encrypt(cipher.decrypt(encrypted, row(endpointId)), row(endpointId));
    }

    /** Not the row of the signing secrets, so that one cannot be copied over the other. */
    private static String row(String endpointId) {
        return endpointId + " headers";
    }

    /** The headers of a request, with the stored value wherever it has the mask; names are compared without case. */
    static Map<String, String> unmasked(Map<String, String> requested, Map<String, String> stored) {
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.putAll(stored);
        Map<String, String> headers = new LinkedHashMap<>(requested);
        headers.replaceAll((name, value) -> MASK.equals(value) ? known.getOrDefault(name, value) : value);
        return headers;
    }
}
