package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.HttpProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.LosingDoor;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.receivers.ReceiverProcess;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The producers of {@code src/docs/reporting-changes.md}: each loses an answer, and its change, sent again, has one effect. */
@SharedService
class HttpProducersIT {

    private final Service service;
    private final Scenario scenario;
    private final Endpoint endpoint;

    HttpProducersIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
        endpoint = scenario.anEndpoint().full().instant().create();
    }

    @ParameterizedTest
    @EnumSource
    void aLostAnswerIsNoLostChange(HttpProducer producer) {
        assumeTrue(ReceiverProcess.canRun(producer.program()), producer.program() + " is not installed");
        String key = Api.json(service.api().post("/api-keys", Json.object("name", "Office", "scope", "producer")), 201)
                .get("key").asText();
        try (LosingDoor door = new LosingDoor(service.api().base())) {
            assertThat(producer.report(door.url(), key, scenario.organizationId()), startsWith("accepted "));
            assertThat(door.requests(), is(2));
        }
        scenario.post(scenario.anEvent("team.updated", "last", Json.object("name", "Herons")));
        List<String> data = endpoint.awaitReceived(2).stream().map(Receiver.Received::json)
                .map(body -> body.at("/data/name").asText()).toList();
        assertThat(data, containsInAnyOrder("Otters", "Herons"));
    }
}
