package io.carillon.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.sending.SentWebhook;
import java.time.Instant;

/**
 * The result of a sample, in the terms of the attempt log.
 *
 * @param eventType    the announced event type: for a change of a part, that of the whole
 * @param expected     what a good receiver does with this variant: {@code accept} or {@code refuse}
 * @param asExpected   whether the receiver did it
 * @param advice       what is wrong with the receiver; absent if it did what was expected
 * @param outcome      {@code succeeded}, {@code status}, {@code refused}, or why there was no response; of the second arrival
 *                     for a sample that is sent twice
 * @param responseBody the first 16 KB of the response
 * @param request      what was sent; without signatures for a caller that may not see secrets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SampleDocument(String messageId, String eventType, SampleVariant variant, String expected, boolean asExpected,
        String advice, Instant startedAt, int durationMs, String outcome, Integer status, String detail, String responseBody,
        SentWebhook request) implements JsonDocument {
}
