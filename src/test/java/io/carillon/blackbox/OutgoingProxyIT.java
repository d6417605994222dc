package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.receivers.ForwardProxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service whose requests leave through a proxy that asks for a password. */
@Tag("later")
class OutgoingProxyIT {

    private static final String PASSWORD = "gh:eim";

    @Test
    void webhooksLeaveThroughItAndItsFailuresDoNotCount() throws Exception {
        try (Receiver receiver = new Receiver(); ForwardProxy proxy = new ForwardProxy().asksFor("Basic Y2FyaWxsb246Z2g6ZWlt");
                CarillonProcess carillon = new CarillonProcess(CarillonProcess.aNewFolder(), Map.of(
                        "CARILLON_OUTGOING_PROXY", proxy.url(), "CARILLON_OUTGOING_PROXY_USER", "carillon",
                        "CARILLON_OUTGOING_PROXY_PASSWORD", PASSWORD)).patient().start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().full().instant().create();
            scenario.post(scenario.anEvent("score.updated", "s1", "{\"new_score\":950}"));
            endpoint.awaitDelivery("succeeded");
            assertThat(proxy.targets(), is(List.of("127.0.0.1:" + URI.create(endpoint.url()).getPort())));

            proxy.answers("HTTP/1.1 403 Forbidden\r\n\r\n");
            Endpoint other = scenario.anEndpoint().full().instant().create();
            scenario.post(scenario.anEvent("score.updated", "s2", "{\"new_score\":950}"));
            JsonNode failed = other.awaitDelivery("failed");
            assertThat(failed.get("lastOutcome").asText(), is("proxy"));
            JsonNode attempt = other.attempts(failed.get("id").asText()).get(0);
            assertThat(attempt.get("detail").asText(), is("the outgoing proxy refuses to connect to the receiver (403)"));
            assertThat(attempt.get("explanation").asText(), containsString("does not count against your receiver"));
            assertThat(Api.json(carillon.api().get("/endpoints/" + other.id()), 200).has("failingSince"), is(false));

            assertThat(setting(carillon, "CARILLON_OUTGOING_PROXY"), is(proxy.url()));
            assertThat(setting(carillon, "CARILLON_OUTGOING_PROXY_PASSWORD"), is("set"));
            assertThat(carillon.log(), not(containsString(PASSWORD)));
        }
    }

    private static String setting(CarillonProcess carillon, String name) {
        JsonNode all = Api.json(carillon.api().get("/settings"), 200);
        return all.findParents("name").stream()
                .filter(one -> one.get("name").asText().equals(name)).findFirst().orElseThrow().get("value").asText();
    }
}
