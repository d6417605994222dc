package io.carillon.broadcast;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import io.carillon.queue.Change;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.ReadChange;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A change as {@code POST /changes} takes it, without {@code id} and {@code organizationId}. Either {@code eventType}, or {@code
 * resourceType} with {@code resourceOperation}, is required.
 *
 * @param occurredAt when it happened; when the queue has it by default
 * @param data       what the change says; only in the request
 * @param endpoints  ids of the endpoints that alone may get it, if they subscribe to it
 * @param retry      false: a failed attempt is not repeated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BroadcastChange(@Schema(maxLength = 60) String resourceType,
        @Schema(enumeration = {"create", "update", "delete"}) String resourceOperation,
        @Schema(required = true, minLength = 1, maxLength = 200) String resourceId, @Schema(maxLength = 100) String eventType,
        Instant occurredAt, @Schema(type = SchemaType.OBJECT) JsonNode data,
        @Schema(minItems = 1, maxItems = 20) List<String> endpoints, Boolean retry) implements JsonDocument {

    /** Any organization: what is wrong with a change does not depend on it. */
    private static final long SOME_ORGANIZATION = 1;

    /** Null and missing data are the same. */
    public BroadcastChange {
        data = data == null || data.isNull() ? null : data;
    }

    /** Reads it as the queue will, with all of its flaws. */
    ReadChange read() {
        ObjectNode members = StrictJson.mapper().valueToTree(this);
        members.put("organizationId", SOME_ORGANIZATION);
        try {
            return ChangesDocument.read(StrictJson.mapper().writeValueAsBytes(members), 1).get(0);
        } catch (MalformedChanges e) {
            throw ProblemException.invalid("/change", e.flaw().detail());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a change that was read cannot be written", e);
        }
    }

    BroadcastChange withoutData() {
        return new BroadcastChange(resourceType, resourceOperation, resourceId, eventType, occurredAt, null, endpoints, retry);
    }

    /** The change that {@code organization} gets; {@code storedData} is its data as canonical JSON, or null. */
    Change of(String id, long organization, String storedData) {
        return new Change(id, organization, eventType, resourceType, resourceOperation, resourceId, occurredAt, storedData,
                endpoints == null ? List.of() : endpoints, !Boolean.FALSE.equals(retry));
    }
}
