package io.carillon.monitor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.json.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthDocumentTest {

    private static final HealthCheckResponse QUEUE = new HealthCheckResponse("queue", Status.UP, Optional.empty());
    private static final HealthCheckResponse DATABASE = new HealthCheckResponse("database", Status.DOWN,
            Optional.of(Map.of("reason", "The database does not answer.")));

    @Test
    void itIsUpIfAllChecksAre() throws Exception {
        assertThat(json(QUEUE), is("{\"status\":\"UP\",\"checks\":[{\"name\":\"queue\",\"status\":\"UP\"}]}"));
        assertThat(json(), is("{\"status\":\"UP\",\"checks\":[]}"));
    }

    @Test
    void aCheckThatIsDownSaysWhy() throws Exception {
        assertThat(json(QUEUE, DATABASE), is("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"queue\",\"status\":\"UP\"},"
                + "{\"name\":\"database\",\"status\":\"DOWN\",\"data\":{\"reason\":\"The database does not answer.\"}}]}"));
    }

    private static String json(HealthCheckResponse... results) throws Exception {
        return StrictJson.mapper().writeValueAsString(HealthDocument.of(List.of(results)));
    }
}
