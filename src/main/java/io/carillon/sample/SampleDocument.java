package io.carillon.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * What came of a sample, in the words of the attempt log.
 *
 * @param eventType    the announced one: a part's change carries the whole's
 * @param outcome      {@code succeeded}, {@code status}, {@code refused}, or why no answer came
 * @param responseBody the first 16 KB of the answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SampleDocument(String messageId, String eventType, Instant startedAt, int durationMs, String outcome,
        Integer status, String detail, String responseBody, SentWebhook request) implements JsonDocument {
}
