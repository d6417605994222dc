package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.json.JsonDocument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    @Test
    void whatCouldBeASecretIsNotKept() {
        String kept = AuditLog.withoutSecrets(new Document("https://example.com", Map.of("Authorization", "geheim-1"),
                "geheim-2", List.of(new Inner("geheim-3"))));
        assertThat(kept, not(containsString("geheim")));
        assertThat(kept, containsString("\"Authorization\":\"***\""));
        assertThat(kept, containsString("https://example.com"));
    }

    @Test
    void contactsAreNotKept() {
        String kept = AuditLog.withoutSecrets(new Owner("Club", Map.of("email", "kim@example.org")));
        assertThat(kept, is("{\"name\":\"Club\",\"contact\":{\"email\":\"***\"}}"));
    }

    @Test
    void nothingBeforeStaysNothing() {
        assertThat(AuditLog.withoutSecrets(null), nullValue());
    }

    /** A document with everything that may not be kept. */
    record Document(String url, Map<String, String> headers, String secret, List<Inner> inner) implements JsonDocument {
    }

    /** A document with personal data. */
    record Owner(String name, Map<String, String> contact) implements JsonDocument {
    }

    /** The same deeper down. */
    record Inner(String key) {
    }
}
