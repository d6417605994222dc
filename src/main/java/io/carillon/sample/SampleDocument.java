package io.carillon.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.sending.SentWebhook;
import java.time.Instant;

/**
 * The result of a sample, in the terms of the attempt log.
 *
 * @param eventType    the announced event type: for a change of a part, that of the whole
 * @param outcome      {@code succeeded}, {@code status}, {@code refused}, or why there was no response
 * @param responseBody the first 16 KB of the response
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SampleDocument(String messageId, String eventType, Instant startedAt, int durationMs, String outcome,
        Integer status, String detail, String responseBody, SentWebhook request) implements JsonDocument {
}
