package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limit of changes a day that the installation sets for every organization. */
@Tag("later")
class DayLimitRestartIT {

    @Test
    void theCountOfTheDaySurvivesARestart() {
        try (Receiver receiver = new Receiver(); CarillonProcess first = new CarillonProcess(CarillonProcess.aNewFolder(),
                Map.of("CARILLON_CHANGES_A_DAY", "5")).patient().start()) {
            Scenario scenario = new Scenario(first.api(), receiver);
            assertThat(report(first.api(), scenario, 3), is(202));
            first.terminate();
            try (CarillonProcess again = new CarillonProcess(first, Map.of()).start()) {
                assertThat(report(again.api(), scenario, 3), is(429));
                assertThat(report(again.api(), scenario, 2), is(202));
                JsonNode usage = Api.json(again.api().get("/organizations/" + scenario.organizationId() + "/usage"), 200);
                assertThat(usage.get("changesToday").asInt(), is(5));
                assertThat(usage.get("changesADay").asInt(), is(5));
            }
        }
    }

    private static int report(Api caller, Scenario scenario, int number) {
        String[] changes = IntStream.range(0, number).mapToObj(i -> scenario.aChange("team", "update", "t" + i))
                .toArray(String[]::new);
        return caller.post("/changes", "[" + String.join(",", changes) + "]").statusCode();
    }
}
