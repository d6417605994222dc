package io.carillon.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.JsonDocument;

/** The body of a PUT or PATCH as it was sent. {@link Edits} makes a request of it. */
public record ObjectBody(@JsonValue ObjectNode members) implements JsonDocument {

    /** The media type of a PATCH (RFC 7396); {@code application/json} is accepted too. */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ObjectBody {
    }
}
