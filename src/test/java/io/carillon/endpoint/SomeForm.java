package io.carillon.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.StrictJson;

/** Makes forms of requests for tests of other packages. */
public final class SomeForm {

    private SomeForm() {
    }

    /** The form that {@code members} of an endpoint ask for. */
    public static RequestForm of(String members) {
        return new RequestForm(request(members));
    }

    /** An endpoint with {@code members}. */
    static EndpointRequest request(String members) {
        try {
            return StrictJson.mapper().readValue("{\"url\":\"https://example.org/\"," + members + "}", EndpointRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
