package io.carillon.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.StrictJson;
import java.time.Instant;

/** Sources for tests, from JSON with single quotes. */
final class SomeSource {

    private SomeSource() {
    }

    static SourceRequest request(String json) {
        try {
            return StrictJson.mapper().readValue(json.replace('\'', '"'), SourceRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** A source of {@code organization}, verified by a secret in {@code X-Token}, with these mappings. */
    static SourceRequest request(Long organization, String mappings, String unmatched) {
        return request("{'name':'some','organizationId':" + organization + ",'verification':{'type':'header','header':'X-Token',"
                + "'secret':'0123456789abcdef'},'mappings':" + mappings + ",'unmatched':'" + unmatched + "'}");
    }

    static Source source(SourceRequest request) {
        Source source = new Source("src_1", request.organizationId(), Instant.EPOCH);
        source.describe(request, "encrypted");
        return source;
    }

    static ReadySource ready(SourceRequest request) {
        return new ReadySource(source(request), request.verification(), request.mappings());
    }

    static JsonNode json(String json) {
        try {
            return StrictJson.mapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
