package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.json.StrictJson;
import io.carillon.sending.DeliveryResult.Answered;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the attempt log keeps of a response. */
class VerdictTest {

    @Test
    void headersAreKeptOfFailuresOnly() {
        assertThat(headersOf(301, Map.of("Location", "/x")), is("{\"Location\":\"/x\"}"));
        assertThat(headersOf(204, Map.of("Location", "/x")), is(nullValue()));
        assertThat(headersOf(500, Map.of()), is(nullValue()));
    }

    @Test
    void theLastHeadersAreLeftOutRatherThanCut() throws Exception {
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 13; i++) {
            many.put("X-" + i, "\"".repeat(200));
        }
        String kept = headersOf(500, many);
        assertThat(kept.length(), is(lessThanOrEqualTo(2_048)));
        assertThat(kept, startsWith("{\"X-0\""));
        assertThat(StrictJson.mapper().readTree(kept).size(), is(5));
    }

    private static String headersOf(int status, Map<String, String> headers) {
        return Verdict.of(new Answered(Instant.EPOCH, 1, status, null, "", null, headers), new FullFormat()).headers();
    }
}
