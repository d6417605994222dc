package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process from its first start to its end, and what must outlive it. */
@Order(1)
class LifecycleIT {

    private static final Duration START = Duration.ofMinutes(2);

    private final List<CarillonProcess> restarted = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void endTheRestarted() {
        restarted.forEach(CarillonProcess::close);
    }

    @Test
    void whatWasAcceptedOutlivesATerminationAndAnotherKeyOfTheSecrets() throws Exception {
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, Map.of("CARILLON_WINDOW", "PT10S",
                        "CARILLON_DELIVERY_TIMEOUT", "PT10S", "CARILLON_SECRETS_KEY", secretsKey(1),
                        "CARILLON_OPERATOR_KEY", "")).patient().start()) {
            String key = keyThatWasMadeAndShown(carillon);
            aSecondProcessIsRefusedInOneSentence(carillon);
            Api api = carillon.api().withKey(key);
            Scenario scenario = new Scenario(api, receiver);
            CountDownLatch stopped = new CountDownLatch(1);
            Endpoint hanging = scenario.anEndpoint().thin().instant().to("organization.updated")
                    .answering(received -> Answer.after(stopped)).create();
            Endpoint instant = scenario.anEndpoint().thin().instant().create();
            Endpoint coalesced = scenario.anEndpoint().thin().coalesced().create();
            post(scenario, "team", 500);
            scenario.post(scenario.aChange("organization", "update", "o1"));
            hanging.awaitReceived(1);
            String first = instant.secret();
            String second = rotated(api, hanging);
            Api.json(api.patch("/endpoints/" + instant.id(),
                    Json.object("headers", raw(Json.object("X-Token", "t1")))), 200);
            assertThat(carillon.terminate(), lessThan(Duration.ofSeconds(15)));
            stopped.countDown();

            CarillonProcess rekeyed = new CarillonProcess(carillon, Map.of("CARILLON_SECRETS_KEY", secretsKey(2),
                    "CARILLON_SECRETS_KEYS_PREVIOUS", secretsKey(1))).start();
            restarted.add(rekeyed);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> rekeyed.log().contains("secrets.renewed endpoints=3 unreadable=0"));
            assertThat("lines that show the key", rekeyed.log().lines().filter(line -> line.contains(key)).toList(), hasSize(1));
            assertThat(instant.secret(), is(first));
            assertThat(hanging.secret(), is(second));
            assertThat(Api.json(api.get("/endpoints/" + instant.id() + "/headers"), 200)
                    .at("/headers/X-Token").asText(), is("t1"));
            await().atMost(Duration.ofSeconds(60)).until(() -> ids(instant).size() == 501 && ids(coalesced).size() == 501);
            assertThat("left by the stop, sent again under its id", hanging.awaitReceived(2).stream()
                    .map(received -> received.header("webhook-id")).distinct().count(), is(1L));
            hanging.awaitDelivery("succeeded");
            aRotationMendsWhatALostKeyBroke(rekeyed, api, scenario);
        }
    }

    /** A service that is started with the former secrets key alone, which opens nothing any more, says so everywhere. */
    private void aRotationMendsWhatALostKeyBroke(CarillonProcess carillon, Api api, Scenario scenario) {
        Endpoint mended = scenario.anEndpoint().full().instant().retrying().to("score.*").create();
        Endpoint broken = scenario.anEndpoint().full().instant().to("score.*").create();
        carillon.terminate();
        CarillonProcess lost = new CarillonProcess(carillon, Map.of("CARILLON_SECRETS_KEY", secretsKey(1),
                "CARILLON_SECRETS_KEYS_PREVIOUS", "", "CARILLON_RETRY_SCHEDULE", "PT0S,PT1S" + ",PT2S".repeat(20)));
        restarted.add(lost);
        lost.launch();
        await("up, but not ready").atMost(START).until(() -> readiness(api).contains("another key than"));
        everythingSaysWhy(api, scenario, mended, broken);
        await("one line").atMost(START).until(() -> lost.log().contains("secrets.undecryptable endpoints=5"));
        assertThat(lost.log().lines().filter(line -> line.contains("secrets.undecryptable")
                || line.contains("secret.not-renewed")).toList(), hasSize(1));

        rotated(api, mended);
        assertThat(mended.awaitReceived(1), hasSize(1));
        assertThat(mended.sample("score.updated").get("outcome").asText(), is("succeeded"));
        assertThat(api.get("/endpoints/" + broken.id() + "/secret").statusCode(), is(409));
        await("ready").atMost(START).until(api::isReady);
    }

    private static void everythingSaysWhy(Api api, Scenario scenario, Endpoint mended, Endpoint broken) {
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        JsonNode failed = broken.awaitDelivery("failed");
        JsonNode attempt = broken.attempts(failed.get("id").asText()).get(0);
        assertThat(attempt.get("outcome").asText(), is("no-secret"));
        assertThat(attempt.get("detail").asText(), containsString("CARILLON_SECRETS_KEY"));
        await().atMost(START).until(() -> mended.attempts(mended.deliveries().at("/0/id").asText())
                .findValuesAsText("outcome").contains("no-secret"));
        JsonNode endpoint = Api.json(api.get("/endpoints/" + broken.id()), 200);
        assertThat("not its fault", endpoint.has("failingSince"), is(false));
        JsonNode problem = Api.json(api.get("/endpoints/" + broken.id() + "/secret"), 409);
        assertThat(problem.get("detail").asText(), containsString("rotate the secret"));
        Api.json(api.post("/endpoints/" + broken.id() + "/samples", Json.object("eventType", "score.updated")), 409);
        assertThat(Api.json(api.get("/deliveries?endpoint=" + mended.id()), 200).findValuesAsText("status"), hasItem("pending"));
    }

    private static String readiness(Api api) {
        try {
            return api.root("/health/ready").body();
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }

    private static String secretsKey(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static String rotated(Api api, Endpoint endpoint) {
        return Api.json(api.post("/endpoints/" + endpoint.id() + "/secret/rotate", ""), 200).get("secret").asText();
    }

    private static String keyThatWasMadeAndShown(CarillonProcess carillon) throws IOException {
        Path file = carillon.home().resolve("operator.key");
        String key = Files.readString(file).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), is("rw-------"));
        for (String folder : List.of("", "database", "broker")) {
            assertThat(folder, PosixFilePermissions.toString(Files.getPosixFilePermissions(carillon.home().resolve(folder))),
                    is("rwx------"));
        }
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
        return endpoint.received().stream().map(Received::json)
                .map(body -> body.get("resourceType").asText() + body.get("resourceId").asText())
                .collect(Collectors.toSet());
    }
}
