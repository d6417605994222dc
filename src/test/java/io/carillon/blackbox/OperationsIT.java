package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.DiffersOn;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator looks at: health, the log, paging. */
@SharedService
class OperationsIT {

    @Test
    void healthTellsOfDatabaseQueueTickAndDisk(Service service) {
        JsonNode ready = Api.json(service.api().root("/health/ready"), 200);
        assertThat(ready.findValuesAsText("name"), hasItems("database", "queue", "tick", "disk", "files", "secrets", "service"));
        JsonNode live = Api.json(service.api().root("/health/live"), 200);
        assertThat(live.findValuesAsText("name"), hasItems("timer", "work"));
    }

    @Test
    void metricsAreThere(Service service) {
        assertThat(service.api().root("/metrics").statusCode(), is(200));
    }

    @Test
    void listsArePaged(Service service) {
        List<String> names = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = Api.json(service.api().get("/event-types?limit=15" + cursor), 200);
            assertThat(page.get("items").size(), lessThanOrEqualTo(15));
            page.get("items").forEach(type -> names.add(type.get("name").asText()));
            cursor = page.get("nextCursor").isNull() ? null : "&cursor=" + page.get("nextCursor").asText();
        }
        assertThat(names, is(names.stream().distinct().toList()));
        assertThat("the documents' own, and perhaps those of other tests", names.size(), greaterThanOrEqualTo(39));
    }

    @Test
    @DiffersOn(value = {"liberty", "payara-server", "wildfly"}, because = "the server's own configuration decides what is logged")
    void everyAttemptIsOneLineWithFixedKeysAndNoSecret(Service service, Scenario scenario) {
        assumeTrue(service.node() != null, "the log of a service elsewhere cannot be read");
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        endpoint.awaitDelivery("succeeded");
        String line = service.node().log().lines()
                .filter(one -> one.contains("delivery.attempted") && one.contains(endpoint.id())).findFirst().orElseThrow();
        for (String key : List.of(" id=dl_", " message=wh_", " event=score.updated", " attempt=1", " outcome=succeeded",
                " status=200", " ms=")) {
            assertThat(line, containsString(key));
        }
        assertThat(service.node().log().contains(endpoint.secret()), is(false));
    }
}
