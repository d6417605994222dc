package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as settings make it: JSON from the first line to the last, and how much it says. */
class LogIT {

    @TempDir
    Path folder;

    @Test
    void aBusyNodeLogsWhatFailsAsJson() {
        CarillonProcess carillon = new CarillonProcess(folder, Map.of("CARILLON_LOG_FORMAT", "json")).start();
        try (carillon; Receiver receiver = new Receiver()) {
            Endpoint well = deliver(carillon, receiver);
            assertThat("lines of successes", attempts(carillon, well), is(empty()));
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint ill = scenario.anEndpoint().full().instant().answering(received -> Answer.status(500)).create();
            scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
            ill.awaitDelivery("failed");
            JsonNode line = await().until(() -> attempts(carillon, ill), lines -> !lines.isEmpty()).get(0);
            assertThat(line.get("level").asText(), is("INFO"));
            assertThat(line.get("outcome").asText(), is("status"));
            assertThat(line.get("status").isInt(), is(true));
            assertThat(line.get("status").asInt(), is(500));
            carillon.terminate();
        }
        List<String> lines = carillon.log().lines().filter(line -> !isPrinted(line)).toList();
        assertThat(lines.stream().filter(line -> !line.startsWith("{")).toList(), is(empty()));
        assertThat(lines.stream().map(Api::json).filter(line -> line.has("fact")).count(), greaterThan(5L));
        assertThat(lines.stream().map(Api::json).filter(line -> line.path("fact").asText().equals("process.stopping")).count(),
                is(1L));
    }

    /** What the virtual machine and the server print past the log. */
    private static boolean isPrinted(String line) {
        return line.startsWith("Picked up JAVA_TOOL_OPTIONS") || line.startsWith("JdbcRuntimeExtension, ");
    }

    @Test
    @Tag("long")
    void oneLoggerCanSayMore() {
        try (CarillonProcess carillon = new CarillonProcess(folder,
                Map.of("CARILLON_LOG_FORMAT", "json", "CARILLON_LOG_LEVEL", "warning,io.carillon.tracking=debug")).start();
                Receiver receiver = new Receiver()) {
            Endpoint well = deliver(carillon, receiver);
            JsonNode line = await().until(() -> attempts(carillon, well), lines -> !lines.isEmpty()).get(0);
            assertThat(line.get("level").asText(), is("FINE"));
            assertThat(line.get("outcome").asText(), is("succeeded"));
            assertThat(carillon.log().lines().filter(one -> one.contains("endpoint.created")).toList(), is(empty()));
        }
    }

    private static Endpoint deliver(CarillonProcess carillon, Receiver receiver) {
        Scenario scenario = new Scenario(carillon.api(), receiver);
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        endpoint.awaitDelivery("succeeded");
        return endpoint;
    }

    private static List<JsonNode> attempts(CarillonProcess carillon, Endpoint endpoint) {
        return carillon.log().lines().filter(line -> line.contains("delivery.attempted") && line.contains(endpoint.id()))
                .map(Api::json).toList();
    }
}
