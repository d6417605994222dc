package io.carillon.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.util.List;

/**
 * What a filter says.
 *
 * @param passed how many passed
 * @param items  a verdict for the change, or for each message
 */
public record FilterCheckDocument(int passed, List<Item> items) implements JsonDocument {

    static FilterCheckDocument of(List<Item> items) {
        return new FilterCheckDocument((int) items.stream().filter(Item::passes).count(), items);
    }

    /**
     * One verdict.
     *
     * @param passes    whether the change passes the filter
     * @param failedAt  the part of the filter that does not hold, as a JSON pointer; only if it does not pass
     * @param messageId the message; like what follows, only for a message
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(boolean passes, String failedAt, String messageId, Long organizationId, String resourceType,
            String resourceId, String eventType, Instant createdAt) {
    }
}
