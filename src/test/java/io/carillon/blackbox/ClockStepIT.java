package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SteppingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the machine is set: ticks, retries and health go on as before. */
@Tag("long")
class ClockStepIT {

    private static final Duration HOUR = Duration.ofHours(1);
    /** A window, the seconds after which the watchdog takes over, and a slow machine. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    @Test
    void aStepOfAnHourDelaysNothing() throws Exception {
        Optional<SteppingClock> clock = SteppingClock.in(folder);
        assumeTrue(clock.isPresent(), "there is no C compiler to build a clock that steps");
        Map<String, String> settings = new HashMap<>(clock.get().settings());
        settings.put("CARILLON_RETRY_SCHEDULE", "PT0S,PT8S,PT8S,PT8S,PT8S");
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, settings).start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint coalesced = scenario.anEndpoint().thin().coalesced().to("team.*").create();
            Endpoint failing = scenario.anEndpoint().full().instant().retrying().to("event.*")
                    .answering(received -> Answer.status(503)).create();
            assertArrives(scenario, coalesced, "before");

            scenario.post(scenario.aChange("event", "update", "retried"));
            failing.awaitReceived(1);
            scenario.post(scenario.aChange("team", "update", "in the open bucket"));
            clock.get().set(HOUR.negated());
            awaitArrival(coalesced, "in the open bucket");
            for (int i = 0; i < 3; i++) {
                assertArrives(scenario, coalesced, "an hour back " + i);
                assertHealthy(carillon.api());
            }
            await("the retry").atMost(SOON).until(() -> failing.received().size() >= 2);
            assertThat(carillon.log(), containsString("clock.set-back seconds=3"));

            clock.get().set(Duration.ZERO);
            assertArrives(scenario, coalesced, "right again");
            assertHealthy(carillon.api());
            clock.get().set(HOUR);
            assertArrives(scenario, coalesced, "an hour ahead");
            assertHealthy(carillon.api());
            assertThat(carillon.log().lines().filter(line -> line.contains("timer.silent")).count(), is(lessThan(5L)));
        }
    }

    private static void assertHealthy(Api api) {
        assertThat(api.root("/health/live").body(), api.root("/health/live").statusCode(), is(200));
        assertThat(api.root("/health/ready").body(), api.root("/health/ready").statusCode(), is(200));
    }

    private static void assertArrives(Scenario scenario, Endpoint endpoint, String id) {
        scenario.post(scenario.aChange("team", "update", id));
        awaitArrival(endpoint, id);
    }

    private static void awaitArrival(Endpoint endpoint, String id) {
        await(id).atMost(SOON).until(() -> ids(endpoint).contains(id));
    }

    private static List<String> ids(Endpoint endpoint) {
        return endpoint.received().stream().map(ClockStepIT::idOf).toList();
    }

    private static String idOf(Received received) {
        return received.json().get("resourceId").asText();
    }
}
