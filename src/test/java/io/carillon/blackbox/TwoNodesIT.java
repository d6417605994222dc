package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.crash.CrashModel;
import io.carillon.blackbox.crash.CrashSite;
import io.carillon.blackbox.crash.CrashTrial;
import io.carillon.blackbox.crash.LoadProducers;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Rhythm;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two equal nodes on one broker and one PostgreSQL; neither knows of the other. */
@Tag("long")
class TwoNodesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static CrashSite site;
    private static Receiver receiver;

    @BeforeAll
    static void twoNodes() {
        receiver = new Receiver();
        site = CrashSite.shared(CarillonProcess.aNewFolder(), 2);
    }

    @AfterAll
    static void end() {
        site.close();
        receiver.close();
    }

    @Test
    void theyShareTheWorkWhicheverTookTheChange() {
        Scenario scenario = new Scenario(first().api(), receiver);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        IntStream.range(0, 100).forEach(i -> scenario.post(scenario.aChange("team", "update", "t" + i)));
        endpoint.awaitReceived(100);
        String attempt = "delivery.attempted";
        await().atMost(LIMIT).until(() -> lines(first(), attempt, endpoint) + lines(second(), attempt, endpoint) == 100);
        assertThat("both send", lines(first(), attempt, endpoint) > 0 && lines(second(), attempt, endpoint) > 0);
    }

    @Test
    void togetherTheyKeepTheRateLimitOfAnEndpoint() {
        Scenario scenario = new Scenario(first().api(), receiver);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().with("rateLimit", "{\"limit\":10}").create();
        List<Scenario> nodes = List.of(scenario, scenario.over(second().api()));
        IntStream.range(0, 100).forEach(i -> nodes.get(i % 2).post(scenario.aChange("team", "update", "t" + i)));
        endpoint.awaitReceived(100);
        Rhythm rhythm = Rhythm.of(endpoint.received());
        assertThat(rhythm.after(5).perSecond(), is(closeTo(10, 1)));
        assertThat(rhythm.mostWithin(Duration.ofSeconds(1)), is(lessThanOrEqualTo(20L)));
    }

    /** The first attempts of a third of the webhooks fail; whichever node sends the next one, it waits for them. */
    @Test
    void togetherTheyKeepTheOrderOfAnObject() {
        Scenario scenario = new Scenario(first().api(), receiver);
        Set<String> refused = ConcurrentHashMap.newKeySet();
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying().with("ordering", "\"object\"")
                .answering(received -> Answer.status(sequence(received) % 3 == 0
                        && refused.add(received.header("webhook-id")) ? 500 : 200)).create();
        List<Scenario> nodes = List.of(scenario, scenario.over(second().api()));
        IntStream.range(0, 60).forEach(i -> nodes.get(i % 2).post(scenario.aChange("team", "update", "t" + i % 3)));
        await().atMost(LIMIT).until(() -> endpoint.received().stream().map(one -> one.header("webhook-id")).distinct().count()
                == 60);
        Map<String, Long> last = new HashMap<>();
        for (Received received : endpoint.received()) {
            String object = received.json().at("/data/resourceId").asText();
            assertThat(received.body(), last.merge(object, sequence(received), Math::max), is(sequence(received)));
        }
    }

    private static long sequence(Received received) {
        return received.json().at("/meta/sequence").asLong();
    }

    @Test
    void whatNotifiesIsKnownToBothWithinTwoSeconds() {
        Scenario scenario = new Scenario(first().api(), receiver);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        profiles("notify");
        try {
            await().pollDelay(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> true);
            Scenario elsewhere = scenario.over(second().api());
            IntStream.range(0, 40).forEach(i -> elsewhere.post(scenario.aChange("profile", "update", "p" + i)));
            endpoint.awaitReceived(40);
        } finally {
            profiles("silent");
        }
    }

    @Test
    void aKeyThatOneNodeRevokesEndsThereAtOnceAndOnTheOtherWithinASecond() {
        JsonNode made = Api.json(first().api().post("/api-keys", Json.object("name", "test", "scope", "operator")), 201);
        for (CarillonProcess node : site.nodes()) {
            assertThat(node.api().withKey(made.get("key").asText()).get("/organizations").statusCode(), is(200));
        }
        assertThat(second().api().delete("/api-keys/" + made.get("id").asText()).statusCode(), is(204));
        assertThat(second().api().withKey(made.get("key").asText()).get("/organizations").statusCode(), is(401));
        await().atMost(Duration.ofSeconds(2))
                .until(() -> first().api().withKey(made.get("key").asText()).get("/organizations").statusCode() == 401);
    }

    @Test
    void aRollingRestartLosesAndDoublesNothing() {
        try (CrashTrial trial = new CrashTrial(site)) {
            try (LoadProducers load = trial.load(7, 40)) {
                for (CarillonProcess node : site.nodes()) {
                    int before = trial.acknowledged();
                    await().atMost(LIMIT).until(() -> trial.acknowledged() > before + 100);
                    node.terminate();
                    node.start();
                }
            }
            CrashModel verdict = trial.verdict();
            assertThat("lost", verdict.lost(), is(empty()));
            assertThat("wrong", verdict.wrong(), is(empty()));
            assertThat("repeats", verdict.repeats(), is(0));
        }
    }

    @Test
    void aNodeThatSleptThroughItsLeaseRecordsNothing() {
        second().terminate();
        Scenario scenario = new Scenario(first().api(), receiver);
        var asleep = new AtomicBoolean();
        Endpoint endpoint = scenario.anEndpoint().thin().instant().answering(received -> {
            if (asleep.compareAndSet(false, true)) {
                first().suspend();
                return Answer.status(410);
            }
            return Answer.status(200);
        }).create();
        scenario.post(scenario.aChange("team", "update", "t"));
        await().atMost(LIMIT).untilTrue(asleep);
        second().start();
        endpoint.awaitReceived(2);
        Scenario elsewhere = scenario.over(second().api());
        Endpoint seen = elsewhere.seen(endpoint);
        seen.awaitDelivery("succeeded");
        String delivery = seen.deliveries().get(0).get("id").asText();
        first().wakeUp();
        await().atMost(LIMIT).until(() -> first().log().lines().anyMatch(line -> line.contains(delivery)
                && (line.contains("delivery.overtaken") || line.contains("delivery.left"))));
        assertThat(seen.deliveries().get(0).get("status").asText(), is("succeeded"));
        assertThat(seen.attempts(delivery).size(), is(1));
        assertThat("410 was not believed", Api.json(second().api().get("/endpoints/" + endpoint.id()), 200)
                .get("status").asText(), containsString("active"));
        await().atMost(LIMIT).until(() -> first().api().isReady());
    }

    @Test
    void whenBothStandStillLongerThanADeadlineTheReceiverIsNotBlamed() {
        Scenario scenario = new Scenario(first().api(), receiver);
        CountDownLatch awake = new CountDownLatch(1);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().answering(received -> {
            Answer answer = awake.getCount() == 0 ? Answer.status(200) : Answer.dropConnection();
            Answer.after(awake);
            return answer;
        }).create();
        scenario.post(scenario.aChange("team", "update", "t"));
        endpoint.awaitReceived(1);
        site.nodes().forEach(CarillonProcess::suspend);
        await().pollDelay(CrashSite.DEADLINE.plusSeconds(2)).atMost(LIMIT).until(() -> true);
        site.nodes().forEach(CarillonProcess::wakeUp);
        awake.countDown();
        endpoint.awaitReceived(2);
        endpoint.awaitDelivery("succeeded");
        assertThat(endpoint.attempts(endpoint.deliveries().get(0).get("id").asText()).size(), is(1));
        awaitReady();
    }

    @Test
    void anOutcomeIsRecordedWhenTheDatabaseIsBackAndTheWebhookNotSentAgain() {
        Scenario scenario = new Scenario(first().api(), receiver);
        CountDownLatch away = new CountDownLatch(1);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().answering(received -> {
            site.postgres().kill();
            away.countDown();
            return Answer.status(200);
        }).create();
        scenario.post(scenario.aChange("team", "update", "t"));
        await().pollDelay(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> away.getCount() == 0);
        site.postgres().start();
        awaitReady();
        endpoint.awaitDelivery("succeeded");
        assertThat(endpoint.received().size(), is(1));
    }

    private static void awaitReady() {
        await().atMost(LIMIT).until(() -> site.nodes().stream().allMatch(node -> node.api().isReady()));
    }

    @Test
    void aDatabaseThatDiesIsReportedAndFoundAgain() {
        partAway(() -> site.postgres().kill(), () -> site.postgres().start());
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsReportedAndFoundAgain() {
        partAway(() -> site.postgres().freeze(), () -> site.postgres().thaw());
    }

    @Test
    void aBrokerThatDiesIsReportedAndFoundAgain() {
        partAway(() -> site.broker().kill(), () -> site.broker().start());
    }

    private static void partAway(Runnable away, Runnable back) {
        Scenario scenario = new Scenario(first().api(), receiver);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        away.run();
        try {
            for (CarillonProcess node : site.nodes()) {
                var answer = await("a refusal, once the key is no longer remembered").atMost(LIMIT).until(
                        () -> scenario.over(node.api()).tryToPost(scenario.aChange("team", "update", "refused")),
                        tried -> tried.statusCode() != 202);
                assertThat(answer.statusCode(), is(503));
                assertThat(answer.headers().firstValue("Content-Type").orElse(""), containsString("application/problem+json"));
                await("readiness that tells the truth").atMost(LIMIT).until(() -> !node.api().isReady());
            }
        } finally {
            back.run();
        }
        awaitReady();
        scenario.post(scenario.aChange("team", "update", "t"));
        await().atMost(LIMIT).until(() -> endpoint.received().stream().anyMatch(one -> one.body().contains("\"t\"")));
    }

    private static void profiles(String notifies) {
        Api.json(first().api().put("/resource-types/profile",
                "{\"create\":\"%1$s\",\"update\":\"%1$s\",\"delete\":\"%1$s\"}".formatted(notifies)), 200);
    }

    private static long lines(CarillonProcess node, String fact, Endpoint endpoint) {
        return node.log().lines().filter(line -> line.contains(fact) && line.contains("endpoint=" + endpoint.id())).count();
    }

    private static CarillonProcess first() {
        return site.nodes().get(0);
    }

    private static CarillonProcess second() {
        return site.nodes().get(1);
    }
}
