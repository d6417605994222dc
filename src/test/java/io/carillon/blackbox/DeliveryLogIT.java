package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** The delivery log by time. */
@SharedService
class DeliveryLogIT {

    @Test
    void aPeriodHasItsFirstMomentAndNotItsLast(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        JsonNode delivery = endpoint.awaitDelivery("succeeded");
        Instant created = Instant.parse(delivery.get("createdAt").asText());
        Instant next = created.plus(1, ChronoUnit.MICROS);
        String list = "/deliveries?endpoint=" + endpoint.id();
        assertThat(count(service.api(), list + "&from=" + created), is(1));
        assertThat(count(service.api(), list + "&from=" + next), is(0));
        assertThat(count(service.api(), list + "&to=" + created), is(0));
        assertThat(count(service.api(), list + "&to=" + next), is(1));
        assertThat(count(service.api(), list + "&from=1970-01-01T00:00:00Z&to=9999-12-31T23:59:59Z"), is(1));
        assertThat(redelivered(service.api(), endpoint, created.minusSeconds(1), created), is(0));
        assertThat(redelivered(service.api(), endpoint, created, next), is(1));
    }

    private static int count(Api api, String list) {
        return Api.json(api.get(list), 200).get("items").size();
    }

    private static int redelivered(Api api, Endpoint endpoint, Instant from, Instant to) {
        String range = Json.object("from", from, "to", to, "status", Json.raw("[\"succeeded\"]"));
        return Api.json(api.post("/endpoints/" + endpoint.id() + "/redeliver", range), 202).get("redelivered").asInt();
    }
}
