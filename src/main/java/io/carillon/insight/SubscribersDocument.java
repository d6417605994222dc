package io.carillon.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.http.Page;
import io.carillon.json.JsonDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who gets webhooks about something: for operators a page of endpoints, for tenants a number.
 *
 * @param items      the endpoints; only for operators
 * @param nextCursor for the next page; null on the last page
 * @param count      how many of the caller's endpoints there are; only for tenants
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubscribersDocument(List<SubscriberDocument> items,
        @Schema(nullable = true) @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor, Integer count)
        implements JsonDocument {

    static SubscribersDocument of(Page<SubscriberDocument> page) {
        return new SubscribersDocument(page.items(), page.nextCursor(), null);
    }

    static SubscribersDocument of(int count) {
        return new SubscribersDocument(null, null, count);
    }
}
