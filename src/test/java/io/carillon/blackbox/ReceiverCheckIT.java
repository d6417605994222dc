package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Samples that a good receiver must refuse, or accept twice: they tell its developer what it does wrong. */
@SharedService
class ReceiverCheckIT {

    private final Service service;
    private final Scenario scenario;

    ReceiverCheckIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @Test
    void aReceiverThatVerifiesPassesEveryVariant() throws Exception {
        Endpoint endpoint = verifying(true);
        for (String variant : List.of("valid", "forged", "old", "twice")) {
            JsonNode attempt = sample(endpoint, "variant", variant);
            assertThat(attempt.toString(), attempt.get("asExpected").asBoolean(), is(true));
            assertThat(attempt.get("expected").asText(), is(Set.of("valid", "twice").contains(variant) ? "accept" : "refuse"));
        }
        List<Received> received = endpoint.received();
        assertThat("one of them came twice", received, hasSize(5));
        assertThat(received.get(3).header("webhook-id"), is(received.get(4).header("webhook-id")));
    }

    @Test
    void aReceiverThatAcceptsEverythingLearnsWhatIsWrong() throws Exception {
        Endpoint endpoint = verifying(false);
        assertThat(sample(endpoint, "variant", "forged").get("advice").asText(), containsString("does not verify signatures"));
        assertThat(sample(endpoint, "variant", "old").get("advice").asText(), containsString("webhook-timestamp"));
        assertThat(sample(endpoint, "variant", "valid").has("advice"), is(false));
    }

    @Test
    void aSampleCanSayWhatItsSenderWants() throws Exception {
        Endpoint endpoint = verifying(true);
        sample(endpoint, "data", raw("{\"b\":1.0,\"a\":\"x\"}"));
        assertThat(endpoint.received().get(0).json().get("data").toString(), is("{\"b\":1,\"a\":\"x\"}"));
        for (String bad : List.of("[1]", "{\"n\":1e999}", "\"text\"")) {
            String body = Json.object("eventType", "score.updated", "data", raw(bad));
            JsonNode problem = Api.json(service.api().post("/endpoints/" + endpoint.id() + "/samples", body), 422);
            assertThat(problem.at("/errors/0/pointer").asText(), startsWith("/data"));
        }
    }

    /** A full endpoint whose receiver verifies signatures with a library, or accepts everything. */
    private Endpoint verifying(boolean verifies) throws EmptyWebhookSecretException {
        AtomicReference<Webhook> webhook = new AtomicReference<>();
        Endpoint endpoint = scenario.anEndpoint().full().instant().answering(received -> {
            try {
                webhook.get().verify(received.body(), received.headers());
                return Answer.status(200);
            } catch (WebhookVerificationException e) {
                return Answer.status(verifies ? 401 : 200);
            }
        }).create();
        webhook.set(new Webhook(endpoint.secret()));
        return endpoint;
    }

    private JsonNode sample(Endpoint endpoint, String member, Object value) {
        return Api.json(service.api().post("/endpoints/" + endpoint.id() + "/samples",
                Json.object("eventType", "score.updated", member, value)), 200);
    }
}
