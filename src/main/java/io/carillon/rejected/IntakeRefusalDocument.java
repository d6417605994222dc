package io.carillon.rejected;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * Requests of one key that had no effect, or that violate a schema that only warns, in one minute, for one reason and one object.
 * Of each key, reason and minute, the first objects are kept; the requests for others are counted in one item without an object.
 *
 * @param at             the minute
 * @param keyId          the id of the key, {@code jwt:} and the subject of a token, or a producer for {@code repeated}; an
 *                       organization sees its own
 * @param status         of the response; 202 for {@code repeated}, and for {@code schema-violated} if the event type
 *                       only warns
 * @param reason         as that of a rejected message; or {@code too-many}, {@code unavailable}, {@code refused}, or
 *                       {@code repeated} for an id that had its effect before
 * @param pointer        where in the request
 * @param organizationId what the change was about, like the following members, as far as it could be read
 * @param changeId       the change's id
 * @param requests       how many there were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IntakeRefusalDocument(String id, Instant at, String keyId, int status, String reason, String pointer,
        String detail, Long organizationId, String changeId, String resourceType, String resourceId, int requests)
        implements JsonDocument {

    IntakeRefusalDocument withoutKey() {
        return new IntakeRefusalDocument(id, at, null, status, reason, pointer, detail, organizationId, changeId, resourceType,
                resourceId, requests);
    }
}
