package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.blackbox.Receiver.Answer;
import io.carillon.blackbox.Receiver.Received;
import io.carillon.blackbox.Scenario.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process from its first start to its end, and what must outlive it. */
class LifecycleIT {

    @TempDir
    Path folder;

    @Test
    void whatWasAcceptedOutlivesATerminationAndAKill() throws Exception {
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, Map.of("CARILLON_WINDOW", "PT20S",
                        "CARILLON_DELIVERY_TIMEOUT", "PT10S", "CARILLON_OPERATOR_KEY", "")).start()) {
            String key = keyThatWasMadeAndShown(carillon);
            aSecondProcessIsRefusedInOneSentence(carillon);
            Scenario scenario = new Scenario(carillon.api().withKey(key), receiver);
            CountDownLatch stopped = new CountDownLatch(1);
            Endpoint hanging = scenario.anEndpoint().thin().instant().to("organization.updated")
                    .answering(received -> Answer.after(stopped)).create();
            Endpoint instant = scenario.anEndpoint().thin().instant().create();
            Endpoint coalesced = scenario.anEndpoint().thin().coalesced().create();
            post(scenario, "team", 500);
            scenario.post(scenario.aChange("organization", "update", "o1"));
            hanging.awaitReceived(1);
            assertThat(carillon.terminate(), lessThan(Duration.ofSeconds(15)));
            stopped.countDown();

            carillon.start();
            assertThat("lines that show the key", carillon.log().lines().filter(line -> line.contains(key)).toList(), hasSize(1));
            post(scenario, "event", 500);
            carillon.kill();

            carillon.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> ids(instant).size() == 1_001 && ids(coalesced).size() == 1_001);
            assertThat("left by the stop, sent again under its id", hanging.awaitReceived(2).stream()
                    .map(received -> received.header("webhook-id")).distinct().count(), is(1L));
            hanging.awaitDelivery("succeeded");
        }
    }

    private static String keyThatWasMadeAndShown(CarillonProcess carillon) throws IOException {
        Path file = carillon.home().resolve("operator.key");
        String key = Files.readString(file).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), is("rw-------"));
        assertThat(carillon.log(), containsString(key));
        assertThat(carillon.api().withKey(key).get("/organizations").statusCode(), is(200));
        return key;
    }

    private void aSecondProcessIsRefusedInOneSentence(CarillonProcess first) throws Exception {
        try (CarillonProcess second = new CarillonProcess(folder, Map.of())) {
            Process process = second.launch();
            assertThat(process.waitFor(60, TimeUnit.SECONDS), is(true));
            assertThat(process.exitValue(), is(1));
            assertThat(first.log(), containsString("is in use by another running Carillon"));
            assertThat(first.api().isReady(), is(true));
        }
    }

    private static void post(Scenario scenario, String resourceType, int count) {
        scenario.post(IntStream.range(0, count).mapToObj(i -> scenario.aChange(resourceType, "update", "r" + i))
                .toArray(String[]::new));
    }

    private static Set<String> ids(Endpoint endpoint) {
        return endpoint.received().stream().map(Received::json).map(body -> body.get("resourceType").asText() + body.get("resourceId").asText())
                .collect(Collectors.toSet());
    }
}
