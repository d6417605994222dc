package io.carillon.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a write with an {@code Idempotency-Key}, from which the same answer can be made again.
 *
 * @param headers what the operation set, such as {@code Location}, and {@code Content-Type}
 * @param body    null if there was none
 */
record StoredAnswer(int status, Map<String, String> headers, String body) implements JsonDocument {

    /** Tells a client that an answer is not new. */
    private static final String REPLAYED = "Idempotent-Replayed";

    static StoredAnswer of(ContainerResponseContext response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.getStringHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        if (!response.hasEntity()) {
            return new StoredAnswer(response.getStatus(), headers, null);
        }
        MediaType type = response.getMediaType();
        headers.put(HttpHeaders.CONTENT_TYPE, type == null ? MediaType.APPLICATION_JSON : type.toString());
        return new StoredAnswer(response.getStatus(), headers, write(response.getEntity()));
    }

    Response response() {
        Response.ResponseBuilder response = Response.status(status);
        headers.forEach(response::header);
        return response.header(REPLAYED, "true").entity(body == null ? null : body.getBytes(StandardCharsets.UTF_8)).build();
    }

    String text() {
        return write(this);
    }

    static StoredAnswer read(String text) {
        try {
            return StrictJson.mapper().readValue(text, StoredAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer cannot be read", e);
        }
    }

    private static String write(Object document) {
        try {
            return StrictJson.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document is always JSON", e);
        }
    }
}
