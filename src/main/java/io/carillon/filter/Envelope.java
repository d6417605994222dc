package io.carillon.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.StrictJson;
import java.util.List;

/**
 * What a filter sees of a change besides its data: the members that say what it is about, as it is announced. A member that is
 * null is missing.
 */
public record Envelope(Long organizationId, String resourceType, String resourceOperation, String resourceId, String eventType) {

    static final String DATA = "data";
    /** The names that a filter may have at its top. */
    static final List<String> MEMBERS =
            List.of("organizationId", "resourceType", "resourceOperation", "resourceId", "eventType", DATA);

    /** The change that a {@link Filter} judges; {@code data} is JSON text of an object, or null. */
    public JsonNode with(String data) {
        try {
            return with(data == null ? null : StrictJson.mapper().readTree(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a change has data that is not JSON", e);
        }
    }

    /** The same with data that has been read. */
    public JsonNode with(JsonNode data) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.put("organizationId", organizationId).put("resourceType", resourceType)
                .put("resourceOperation", resourceOperation).put("resourceId", resourceId).put("eventType", eventType);
        change.set(DATA, data);
        change.properties().removeIf(member -> member.getValue().isNull());
        return change;
    }
}
