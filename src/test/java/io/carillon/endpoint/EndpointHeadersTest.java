package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.crypto.Ciphers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The headers of endpoints: encrypted, masked, and kept where a request has the mask. */
class EndpointHeadersTest {

    private static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer geheim");

    private final EndpointHeaders headers = new EndpointHeaders(Ciphers.withKeyOf(1));

    @Test
    void theyAreStoredEncryptedAndShownMasked() {
        Endpoint endpoint = endpoint("ep_1", headers.encrypt(HEADERS, "ep_1"));
        assertThat(endpoint.encryptedHeaders(), not(containsString("geheim")));
        assertThat(endpoint.encryptedHeaders(), not(containsString("Authorization")));
        assertThat(headers.of(endpoint), is(HEADERS));
        assertThat(headers.masked(endpoint), is(Map.of("Authorization", "***")));
    }

    @Test
    void noHeadersNeedNoKey() {
        assertThat(headers.encrypt(Map.of(), "ep_1"), is("{}"));
        assertThat(headers.of(endpoint("ep_1", "{}")), is(Map.of()));
    }

    @Test
    void theyBelongToOneEndpointAndAreNoSigningSecret() {
        Endpoint other = endpoint("ep_2", headers.encrypt(HEADERS, "ep_1"));
        assertThrows(UnreadableSecret.class, () -> headers.of(other));
        Endpoint swapped = endpoint("ep_1", Ciphers.withKeyOf(1).encrypt("{}", "ep_1"));
        assertThrows(UnreadableSecret.class, () -> headers.of(swapped));
    }

    @Test
    void aMaskKeepsTheStoredValue() {
        assertThat(EndpointHeaders.unmasked(Map.of("authorization", "***", "X-New", "1"), HEADERS),
                is(Map.of("authorization", "Bearer geheim", "X-New", "1")));
        assertThat(EndpointHeaders.unmasked(Map.of("X-New", "***"), HEADERS), is(Map.of("X-New", "***")));
    }

    private static Endpoint endpoint(String id, String encrypted) {
        Instant now = Instant.parse("2025-06-09T10:30:00Z");
        Endpoint endpoint = new Endpoint(id, "app_1", EndpointStatus.ACTIVE, "", now);
        endpoint.describe(new EndpointRequest(null, "https://example.org/", null, null, null, null, null, null, null,
                List.of("*"), null, null, null, null, null, Map.of(), null, null, null, null, null, null, null, null, null),
                encrypted, StoredAccess.NONE, now);
        return endpoint;
    }
}
