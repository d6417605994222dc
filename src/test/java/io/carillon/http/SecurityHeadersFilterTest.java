package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHeadersFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/api/v1", "/metrics", "/problem", "/schemas", "/nothing/schemas/x"})
    void responsesAreNotStored(String path) {
        assertThat(SecurityHeadersFilter.headersOf(path), hasEntry("Cache-Control", "no-store"));
    }

    @Test
    void schemasArePublicForADay() {
        assertThat(SecurityHeadersFilter.headersOf("/schemas/changes.xsd"), hasEntry("Cache-Control", "public, max-age=86400"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/schemas/changes.xsd"})
    void browsersNeitherSniffNorFrameNorLoadAnything(String path) {
        Map<String, String> headers = SecurityHeadersFilter.headersOf(path);
        assertThat(headers, hasEntry("X-Content-Type-Options", "nosniff"));
        assertThat(headers, hasEntry("X-Frame-Options", "DENY"));
        assertThat(headers, hasEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
    }

    @Test
    void onlyTheEmbeddedConsoleLeavesFramesToItsPolicy() {
        assertThat(SecurityHeadersFilter.headersOf("/console/embed/enter"), not(hasKey("X-Frame-Options")));
        assertThat(SecurityHeadersFilter.headersOf("/console/embed/enter"), hasKey("X-Content-Type-Options"));
        assertThat(SecurityHeadersFilter.headersOf("/console/enter"), hasEntry("X-Frame-Options", "DENY"));
    }
}
