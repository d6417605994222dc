package io.carillon.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The members of a change as a mapping writes them. A text that begins with a slash is a JSON pointer into the request, which has
 * {@code headers}, by their names in lower case, and the {@code body}; any other text is the value itself. A member whose pointer
 * finds nothing is left out.
 *
 * @param id                the sender's id of the request or the event; repeated, it has no second effect
 * @param organizationId    digits or a pointer to some; only for a source without an organization
 * @param eventType         alone or with the two others
 * @param resourceType      together with {@code resourceOperation} if there is no event type
 * @param resourceOperation {@code create}, {@code update} or {@code delete}
 * @param resourceId        a text or a number
 * @param occurredAt        a time in RFC 3339, or whole seconds since 1970
 * @param data              a pointer to an object
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MappedChange(
        @Size(min = 1, max = LONGEST) String id,
        @Size(min = 1, max = LONGEST) String organizationId,
        @Size(min = 1, max = LONGEST) String eventType,
        @Size(min = 1, max = LONGEST) String resourceType,
        @Size(min = 1, max = LONGEST) String resourceOperation,
        @Size(min = 1, max = LONGEST) String resourceId,
        @Size(min = 1, max = LONGEST) String occurredAt,
        @Size(min = 1, max = LONGEST) String data) {

    static final int LONGEST = 300;
    static final String ORGANIZATION = "organizationId";
    static final String DATA = "data";
    static final String TIME = "occurredAt";

    /** The members that are texts, with their names; without the missing ones. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("id", id);
        texts.put(ORGANIZATION, organizationId);
        texts.put("eventType", eventType);
        texts.put("resourceType", resourceType);
        texts.put("resourceOperation", resourceOperation);
        texts.put("resourceId", resourceId);
        texts.put(TIME, occurredAt);
        texts.put(DATA, data);
        texts.values().removeIf(text -> text == null);
        return texts;
    }
}
