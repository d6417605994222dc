package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.receivers.GeneratedData;
import io.carillon.receivers.ReceiverProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Generated {@code data} through the running service into the document's own receiver. {@code DocumentReceiverIT} does the
 * same without a server, for thousands. {@code -Dcarillon.seed=…} runs the data of an earlier failure again.
 */
@SharedService
class GeneratedDataIT {

    private static final int COUNT = 400;
    private static final long SEED = Long.getLong("carillon.seed", System.nanoTime());

    private final Service service;
    private final Scenario scenario;

    GeneratedDataIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @Test
    void theDocumentsReceiverAnswers200ToWhateverIntakeAccepts() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("status", "\"inactive\"").create();
        try (ReceiverProcess receiver = ReceiverProcess.theDocuments(endpoint.secret())) {
            Api.json(service.api().patch("/endpoints/" + endpoint.id(),
                    Json.object("url", receiver.url(), "format", "full", "delivery", "instant")), 200);
            Api.json(service.api().post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
            for (int i = 0; i < COUNT; i += 50) {
                scenario.post(IntStream.range(i, i + 50).mapToObj(this::event).toArray(String[]::new));
            }
            await("every delivery, -Dcarillon.seed=" + SEED).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(300))
                    .until(() -> of(endpoint, "succeeded").size() + of(endpoint, "failed").size() == COUNT);
            assertThat("-Dcarillon.seed=" + SEED + failures(endpoint), of(endpoint, "succeeded"), hasSize(COUNT));
        }
    }

    private String event(int i) {
        return scenario.anEvent("score.updated", "s" + i, new GeneratedData(SEED + i).acceptable());
    }

    private List<JsonNode> of(Endpoint endpoint, String status) {
        List<JsonNode> found = new ArrayList<>();
        String query = "/deliveries?limit=100&endpoint=" + endpoint.id() + "&status=" + status;
        JsonNode page = Api.json(service.api().get(query), 200);
        page.get("items").forEach(found::add);
        while (page.hasNonNull("nextCursor")) {
            page = Api.json(service.api().get(query + "&cursor=" + page.get("nextCursor").asText()), 200);
            page.get("items").forEach(found::add);
        }
        return found;
    }

    private String failures(Endpoint endpoint) {
        return of(endpoint, "failed").stream().limit(3).map(delivery -> "\n" + delivery.get("resourceId").asText() + " "
                + endpoint.attempts(delivery.get("id").asText())).toList().toString();
    }

    @Test
    void whatNoReceiverCouldReadIsRefusedByIntake() {
        for (int i = 0; i < COUNT; i++) {
            String data = new GeneratedData(SEED + i).unacceptable();
            int status = service.api().post("/changes", scenario.anEvent("score.updated", "s" + i, data)).statusCode();
            assertThat("-Dcarillon.seed=" + (SEED + i) + ": " + data, status, anyOf(is(400), is(422)));
        }
    }
}
