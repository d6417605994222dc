package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that was started with another secrets key says so everywhere, and one rotation mends an endpoint. */
class LostKeyIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void everyAttemptSaysWhyAndOneRotationMendsTheEndpoint() {
        try (Receiver receiver = new Receiver(); CarillonProcess first = new CarillonProcess(folder, key(1)).start()) {
            Scenario scenario = new Scenario(first.api(), receiver);
            Endpoint mended = scenario.anEndpoint().full().instant().retrying().create();
            Endpoint broken = scenario.anEndpoint().full().instant().create();
            first.terminate();
            try (CarillonProcess second = new CarillonProcess(first, key(2))) {
                second.launch();
                Api api = second.api();
                await("up, but not ready").atMost(LIMIT).until(() -> readiness(api).contains("another key than"));
                everythingSaysWhy(api, scenario, mended, broken);

                Api.json(api.post("/endpoints/" + mended.id() + "/secret/rotate", ""), 200);
                assertThat(mended.awaitReceived(1), hasSize(1));
                await("ready").atMost(LIMIT).until(api::isReady);
                assertThat(mended.sample("team.updated").get("outcome").asText(), is("succeeded"));
                assertThat(api.get("/endpoints/" + broken.id() + "/secret").statusCode(), is(409));
            }
        }
    }

    private static void everythingSaysWhy(Api api, Scenario scenario, Endpoint mended, Endpoint broken) {
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        JsonNode failed = broken.awaitDelivery("failed");
        JsonNode attempt = broken.attempts(failed.get("id").asText()).get(0);
        assertThat(attempt.get("outcome").asText(), is("no-secret"));
        assertThat(attempt.get("detail").asText(), containsString("CARILLON_SECRETS_KEY"));
        await().atMost(LIMIT).until(() -> mended.attempts(mended.deliveries().at("/0/id").asText())
                .findValuesAsText("outcome").contains("no-secret"));
        JsonNode endpoint = Api.json(api.get("/endpoints/" + broken.id()), 200);
        assertThat("not its fault", endpoint.has("failingSince"), is(false));
        JsonNode problem = Api.json(api.get("/endpoints/" + broken.id() + "/secret"), 409);
        assertThat(problem.get("detail").asText(), containsString("rotate the secret"));
        Api.json(api.post("/endpoints/" + broken.id() + "/samples", Json.object("eventType", "team.updated")), 409);
        assertThat(Api.json(api.get("/deliveries?endpoint=" + mended.id()), 200).findValuesAsText("status"), hasItem("pending"));
    }

    private static String readiness(Api api) {
        try {
            return api.root("/health/ready").body();
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }

    private static Map<String, String> key(int fill) {
        byte[] key = new byte[32];
        key[0] = (byte) fill;
        return Map.of("CARILLON_SECRETS_KEY", Base64.getEncoder().encodeToString(key),
                "CARILLON_RETRY_SCHEDULE", "PT0S,PT1S,PT2S,PT2S,PT2S,PT2S,PT2S,PT2S,PT2S,PT2S,PT2S,PT2S,PT2S,PT2S,PT2S");
    }
}
