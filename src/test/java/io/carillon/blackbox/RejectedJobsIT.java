package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work on many rejected messages: nothing waits for it, it outlives its node, and it waits for its broker. */
@Tag("long")
class RejectedJobsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 20_000;

    @TempDir
    Path folder;

    @Test
    void whileManyAreDeletedChangesAndTicksGoOnAndAKilledNodeGoesOnDeleting() {
        try (Receiver receiver = new Receiver(); CarillonProcess carillon = new CarillonProcess(folder, Map.of()).start()) {
            Api api = carillon.api();
            Scenario scenario = new Scenario(api, receiver);
            Endpoint instant = scenario.anEndpoint().thin().instant().create();
            Endpoint coalesced = scenario.anEndpoint().thin().coalesced().create();
            Rejected rejected = Rejected.in(api);
            rejectMany(carillon.brokerUrl());
            await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> rejected.count("", row -> true) == MANY);
            String path = Rejected.jobPath(api.delete("/rejected-messages?protocol=CORE"));
            assertThat(job(api, path).get("matched").asInt(), is(MANY));
            send(carillon.brokerUrl(), "too late");

            long slowest = 0;
            int posted = 0;
            while (coalesced.received().isEmpty()) {
                long began = System.nanoTime();
                scenario.post(scenario.aChange("team", "update", "t" + posted++));
                slowest = Math.max(slowest, System.nanoTime() - began);
            }
            instant.awaitReceived(1);
            JsonNode during = job(api, path);
            carillon.kill();
            assertThat("still deleting when webhooks came", during.get("state").asText(), is("running"));
            assertThat(Duration.ofNanos(slowest), is(lessThan(Duration.ofSeconds(3))));

            carillon.start();
            JsonNode ended = await().atMost(LIMIT.multipliedBy(2)).until(() -> job(api, path), job -> job.has("endedAt"));
            assertThat(ended.get("state").asText(), is("done"));
            assertThat(ended.get("done").asInt(), is(MANY));
            rejected.await("too late".getBytes(UTF_8));
            assertThat(rejected.list("").count(), is(1L));
        }
    }

    @Test
    void aRequeueWaitsForTheBrokerCanBeStoppedMeanwhileAndGoesOnByItself() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(folder).start(); Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, broker.settings()).start()) {
            Api api = carillon.api();
            Rejected rejected = Rejected.in(api);
            Scenario scenario = new Scenario(api, receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            long unknown = Scenario.aNewOrganizationId();
            List<String> changes = IntStream.range(0, 30).mapToObj(i -> scenario.aChange("team", "update", "t" + i)
                    .replace("" + scenario.organizationId(), "" + unknown)).toList();
            try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                    broker.url(), BrokerProcess.PRODUCER, BrokerProcess.PASSWORD); JMSContext jms = factory.createContext()) {
                changes.forEach(change -> jms.createProducer().send(jms.createQueue("carillon.changes"), change));
            }
            await().atMost(LIMIT).until(() -> rejected.list("").count() == changes.size());
            scenario.alsoHears(unknown);

            broker.kill();
            String path = Rejected.jobPath(api.post("/rejected-messages/requeue?reason=organization-unknown", ""));
            String other = Rejected.jobPath(api.post("/rejected-messages/requeue?reason=organization-unknown", ""));
            JsonNode waiting = await().atMost(LIMIT).until(() -> job(api, path), job -> job.has("lastError"));
            assertThat(waiting.get("lastError").asText(), containsString("was not confirmed by the broker"));
            assertThat(waiting.get("state").asText(), is("running"));
            assertThat(waiting.get("done").asInt() + waiting.get("skipped").asInt(), is(0));
            stopWhileWaiting(api, other);

            broker.start();
            JsonNode ended = await().atMost(LIMIT).until(() -> job(api, path), job -> job.has("endedAt"));
            assertThat(ended.get("done").asInt(), is(changes.size()));
            endpoint.awaitReceived(changes.size());
            await().atMost(LIMIT).until(() -> rejected.list("").findAny().isEmpty());
            assertThat(endpoint.received().size(), is(changes.size()));
        }
    }

    private static void stopWhileWaiting(Api api, String path) {
        assertThat(Api.json(api.post(path + "/stop", ""), 202).get("state").asText(), is("stopping"));
        JsonNode stopped = await().atMost(LIMIT).until(() -> job(api, path), job -> job.has("endedAt"));
        assertThat(stopped.get("state").asText(), is("stopped"));
        assertThat(api.post(path + "/stop", "").statusCode(), is(409));
        JsonNode deeds = Api.json(api.get("/audit-log?object=" + stopped.get("id").asText()), 200).get("items");
        assertThat(deeds.findValuesAsText("action"), is(List.of("rejected-job.stopped", "rejected-job.started")));
        assertThat("rows that say they are on the queue", Rejected.in(api).list("").filter(row -> row.has("requeuedAt")).count(),
                is(lessThan(2L)));
    }

    private static JsonNode job(Api api, String path) {
        return Api.json(api.get(path), 200);
    }

    /** Each element of an array is a rejected message. */
    private static void rejectMany(String brokerUrl) {
        String bad = "[" + "\"x\",".repeat(999) + "\"x\"]";
        for (int i = 0; i < MANY / 1_000; i++) {
            send(brokerUrl, bad);
        }
    }

    private static void send(String brokerUrl, String text) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(brokerUrl);
                JMSContext jms = factory.createContext()) {
            jms.createProducer().send(jms.createQueue("carillon.changes"), text);
        }
    }
}
