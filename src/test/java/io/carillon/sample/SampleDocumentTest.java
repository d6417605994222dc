package io.carillon.sample;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.StrictJson;
import io.carillon.sending.SentWebhook;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleDocumentTest {

    private static final SentWebhook REQUEST =
            new SentWebhook("POST", "https://example.org/hook", Map.of("webhook-id", "wh_1"), "{\"a\":1}");
    private static final Instant STARTED_AT = Instant.parse("2026-11-21T21:35:17.046Z");

    @Test
    void theResponseShowsTheWholeAttempt() throws JsonProcessingException {
        assertThat(json(new SampleDocument("wh_1", "score.updated", SampleVariant.VALID, "accept", true, null,
                STARTED_AT, 202, "succeeded", 200, null, "ok", REQUEST)),
                is("""
                        {"messageId":"wh_1","eventType":"score.updated","variant":"valid","expected":"accept",\
                        "asExpected":true,"startedAt":"2026-11-21T21:35:17.046Z","durationMs":202,\
                        "outcome":"succeeded","status":200,"responseBody":"ok","request":{"method":"POST",\
                        "url":"https://example.org/hook","headers":{"webhook-id":"wh_1"},"body":"{\\"a\\":1}"}}"""));
    }

    @Test
    void withoutAResponseThereIsNeitherAStatusNorABody() throws JsonProcessingException {
        assertThat(json(new SampleDocument("wh_1", "score.updated", SampleVariant.FORGED, "refuse", false, "verify",
                STARTED_AT, 15000, "timeout", null, "no answer", null, null)),
                is("""
                        {"messageId":"wh_1","eventType":"score.updated","variant":"forged","expected":"refuse",\
                        "asExpected":false,"advice":"verify","startedAt":"2026-11-21T21:35:17.046Z","durationMs":15000,\
                        "outcome":"timeout","detail":"no answer"}"""));
    }

    private static String json(SampleDocument document) throws JsonProcessingException {
        return StrictJson.mapper().writeValueAsString(document);
    }
}
