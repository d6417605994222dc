package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an endpoint may have by its transport. */
class PollRulesTest {

    private static final String CERTIFICATE = "\"clientCertificate\":{\"certificate\":\"x\",\"privateKey\":\"y\"}";

    @Test
    void aWebhookNeedsAUrl() {
        assertThat(pointers("{}"), contains("/url"));
        assertThat(pointers("{\"url\":\"https://example.org/\"}"), is(List.of()));
    }

    @Test
    void anEndpointThatIsPolledHasNothingThatIsForWebhooks() {
        assertThat(pointers("{\"transport\":\"poll\"}"), is(List.of()));
        assertThat(pointers("{\"transport\":\"poll\",\"retry\":\"none\",\"paused\":false,\"headers\":{},\"signatures\":[\"v1\"],"
                + "\"format\":\"full\",\"delivery\":\"instant\",\"eventTypes\":[\"*\"],\"filter\":{\"eventType\":\"x\"}}"),
                is(List.of()));
        assertThat(pointers("{\"transport\":\"poll\",\"url\":\"https://example.org/\",\"retry\":\"standard\","
                + "\"rateLimit\":{\"limit\":1},\"paused\":true,\"ordering\":\"object\",\"method\":\"put\","
                + "\"headers\":{\"a\":\"b\"},"
                + "\"headerPrefix\":\"x-\",\"signatureHeader\":{\"name\":\"x\",\"value\":\"{hex}\",\"signed\":\"{body}\"},"
                + "\"authentication\":{\"type\":\"bearer\",\"token\":\"x\"}," + CERTIFICATE + ",\"certificateAuthorities\":\"x\","
                + "\"signatures\":[\"v1a\"],\"signatureSwitch\":\"after-overlap\",\"secret\":\"whsec_x\"}"),
                contains("/url", "/retry", "/rateLimit", "/paused", "/ordering", "/method", "/headers",
                        "/headerPrefix", "/authentication",
                        "/clientCertificate", "/certificateAuthorities", "/signatures", "/signatureHeader", "/signatureSwitch",
                        "/secret"));
    }

    @Test
    void theTransportStays() {
        Endpoint polled = new Endpoint("ep_1", "app_1", EndpointStatus.ACTIVE, "", Instant.EPOCH);
        polled.describe(request("{\"transport\":\"poll\"}"), "{}", StoredAccess.NONE, Instant.EPOCH);
        assertThat(PollRules.flawsOf(request("{\"transport\":\"poll\",\"format\":\"full\"}"), polled), is(List.of()));
        assertThat(PollRules.flawsOf(request("{\"url\":\"https://example.org/\"}"), polled).stream().map(Flaw::pointer).toList(),
                contains("/transport"));
    }

    private static List<String> pointers(String json) {
        return PollRules.flawsOf(request(json), null).stream().map(Flaw::pointer).toList();
    }

    private static EndpointRequest request(String json) {
        try {
            return StrictJson.mapper().readValue(json, EndpointRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
