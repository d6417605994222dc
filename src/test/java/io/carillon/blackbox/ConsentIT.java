package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A delivery leaves only while the organization enables the application. */
@SharedService
class ConsentIT {

    private static final Answer LATER = new Answer(503, Map.of("Retry-After", "3600"), "");

    @Test
    void whatIsPendingIsCancelledAndCannotBeSentAgainUntilItIsEnabledAgain(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying().answering(received -> LATER).create();
        Api own = Tenant.keyOf(service.api(), "application:" + scenario.applicationId());
        scenario.post(scenario.anEvent("team.updated", "t1", "{\"secret\":\"of the club\"}"));
        endpoint.awaitReceived(1);
        await().atMost(30, TimeUnit.SECONDS).until(() -> endpoint.deliveries().at("/0/attempts").asInt() == 1);
        JsonNode delivery = endpoint.deliveries().get(0);
        assertThat(delivery.get("status").asText(), is("pending"));

        String enablement = "/organizations/" + scenario.organizationId() + "/applications/" + scenario.applicationId();
        assertThat(service.api().delete(enablement).statusCode(), is(204));

        String path = "/deliveries/" + delivery.get("id").asText();
        JsonNode cancelled = Api.json(own.get(path), 200);
        assertThat(cancelled.get("status").asText(), is("cancelled"));
        assertThat(cancelled.get("reason").asText(), is("not-enabled"));
        assertThat(own.get(path + "/attempts").body().contains("of the club"), is(false));
        assertThat(Api.json(own.post(path + "/redeliver", ""), 409).get("detail").asText(),
                containsString("does not enable the application"));
        String range = Json.object("from", Instant.now().minusSeconds(600), "to", Instant.now().plusSeconds(60));
        JsonNode answer = Api.json(own.post("/endpoints/" + endpoint.id() + "/redeliver", range), 202);
        assertThat(answer.get("redelivered").asInt(), is(0));
        assertThat(endpoint.received(), hasSize(1));

        Api.json(service.api().put(enablement, ""), 200);
        Api.json(own.post("/endpoints/" + endpoint.id() + "/enable", ""), 200); // ends the pause that the receiver asked for
        Api.json(own.post(path + "/redeliver", ""), 202);
        endpoint.awaitReceived(2);
    }

    @Test
    void whatWasNotSentIsNotSentByARedeliveryAfterTheWithdrawal(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("status", "\"inactive\"").create();
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        endpoint.awaitDelivery("skipped");
        String enablement = "/organizations/" + scenario.organizationId() + "/applications/" + scenario.applicationId();
        assertThat(service.api().delete(enablement).statusCode(), is(204));
        assertThat("again is no error", service.api().delete(enablement).statusCode(), is(204));
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
        String delivery = endpoint.deliveries().at("/0/id").asText();
        assertThat(service.api().post("/deliveries/" + delivery + "/redeliver", "").statusCode(), is(409));
        assertThat(endpoint.deliveries().at("/0/status").asText(), is("skipped"));
    }
}
