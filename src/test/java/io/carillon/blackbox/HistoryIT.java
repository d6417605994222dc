package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.crash.TimeMachine;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.HistoryModel;
import io.carillon.blackbox.support.HistoryModel.Step;
import io.carillon.blackbox.support.HistoryModel.Told;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import jakarta.jms.JMSContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random histories against the model: several objects, a parent and its children, many windows of a minute, changes that
 * come twice, out of order, over HTTP and JMS. The seed is printed; {@code -Dcarillon.history.seed=…} repeats a history.
 */
class HistoryIT {

    private static final int WINDOWS = Integer.getInteger("carillon.history.windows", 12);
    /** In a window. Each happened a millisecond after the one before, and none ahead of the clock. */
    private static final int MOST_CHANGES = 60;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final long seed = Long.getLong("carillon.history.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TimeMachine time = new TimeMachine(Instant.parse("2031-03-01T08:00:00Z"));
    private final Receiver receiver = new Receiver();
    private final List<String> sent = new ArrayList<>();
    private CarillonProcess carillon;
    private JMSContext jms;
    private Scenario parent;
    private Scenario child;
    private List<Endpoint> thin;
    private List<Endpoint> full;

    @BeforeEach
    void aParentAndItsChild() {
        Map<String, String> settings = time.settings();
        settings.put("CARILLON_WINDOW", "PT1M");
        carillon = new CarillonProcess(CarillonProcess.aNewFolder(), settings).start();
        jms = new ActiveMQConnectionFactory(carillon.brokerUrl()).createContext();
        parent = new Scenario(carillon.api(), receiver);
        child = new Scenario(carillon.api(), receiver);
        Api.json(carillon.api().put("/organizations/" + child.organizationId(),
                Json.object("id", child.organizationId(), "name", "child", "parentId", parent.organizationId())), 200);
        thin = List.of(parent.anEndpoint().thin().coalesced().create(), child.anEndpoint().thin().coalesced().create());
        full = List.of(parent.anEndpoint().full().coalesced().create(), child.anEndpoint().full().coalesced().create());
    }

    @AfterEach
    void end() {
        jms.close();
        carillon.close();
        receiver.close();
        time.close();
    }

    @Test
    void everyWindowTellsWhatTheModelTells() {
        for (int window = 0; window < WINDOWS; window++) {
            String place = "seed " + seed + " window " + window;
            List<Step> expected = new ArrayList<>();
            report(window, expected);
            await(place).atMost(LIMIT).until(() -> time.number("SELECT COUNT(*) FROM inbox") == sent.size());
            time.pass(Duration.ofMinutes(1));
            Map<String, Told> model = HistoryModel.summary(expected);
            await(place).atMost(LIMIT).until(() -> time.number("SELECT COUNT(*) FROM coalescing_bucket") == 0
                    && time.number("SELECT COUNT(*) FROM delivery WHERE due_at IS NOT NULL") == 0);
            assertThat(place + " thin", thinTold(), is(thinBodies(model)));
            assertThat(place + " full", fullTold(), is(model));
        }
    }

    /** Reports a random window of changes, some of them twice, and adds what they mean to {@code expected}. */
    private void report(int window, List<Step> expected) {
        List<String> changes = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_CHANGES);
        for (int at = 0; at < count; at++) {
            changes.add(aChange(window, at, expected));
        }
        sent.addAll(changes);
        for (int i = random.nextInt(10); i > 0; i--) {
            changes.add(sent.get(random.nextInt(sent.size())));
        }
        Collections.shuffle(changes, random);
        while (!changes.isEmpty()) {
            List<String> batch = changes.subList(0, 1 + random.nextInt(changes.size()));
            send(batch.stream().filter(HistoryIT::isOverHttp).toList(),
                    text -> Api.json(carillon.api().post("/changes", text), 202));
            send(batch.stream().filter(change -> !isOverHttp(change)).toList(),
                    text -> jms.createProducer().send(jms.createQueue("carillon.changes"), text));
            batch.clear();
        }
    }

    private static void send(List<String> changes, Consumer<String> way) {
        if (!changes.isEmpty()) {
            way.accept("[" + String.join(",", changes) + "]");
        }
    }

    /** A change that comes twice comes the same way, because its id is one of its producer. */
    private static boolean isOverHttp(String change) {
        return change.hashCode() % 2 == 0;
    }

    private String aChange(int window, int at, List<Step> expected) {
        Scenario organization = random.nextBoolean() ? parent : child;
        long id = organization.organizationId();
        String object = "o" + random.nextInt(4);
        String operation = List.of("create", "update", "delete").get(random.nextInt(3));
        String type = List.of("event", "team", "roster", "affiliation", "profile", "score").get(random.nextInt(6));
        Instant when = time.now().minusMillis(MOST_CHANGES - at);
        String head = "{\"id\":\"%d-%d\",\"organizationId\":%d,\"resourceId\":\"%s\",\"occurredAt\":\"%s\","
                .formatted(window, at, id, object, when);
        if (type.equals("score")) {
            int from = random.nextInt(1000);
            int to = random.nextInt(1000);
            expected.add(new Step(id, type, "update", "score.updated", object, at, from, to));
            return head + "\"eventType\":\"score.updated\",\"data\":{\"old_score\":%d,\"new_score\":%d}}".formatted(from, to);
        }
        if (type.equals("roster")) {
            expected.add(new Step(id, "team", "update", "team.updated", object, at, 0, 0));
        } else if (type.equals("affiliation")) {
            expected.add(new Step(parent.organizationId(), type, operation, type + "." + operation + "d", object, at, 0, 0));
        } else if (!type.equals("profile")) {
            expected.add(new Step(id, type, operation, type + "." + operation + "d", object, at, 0, 0));
        }
        return head + "\"resourceType\":\"%s\",\"resourceOperation\":\"%s\"}".formatted(type, operation);
    }

    private List<String> thinTold() {
        return thin.stream().flatMap(endpoint -> endpoint.take().stream()).map(Receiver.Received::body).sorted().toList();
    }

    private static List<String> thinBodies(Map<String, Told> model) {
        return model.entrySet().stream().map(entry -> {
            String[] key = entry.getKey().split(" ");
            return Json.object("organizationId", raw(key[0]), "resourceOperation", entry.getValue().operation(),
                    "resourceId", key[2], "resourceType", key[1]);
        }).sorted().toList();
    }

    /** What the full webhooks say, by the key of the thin body they belong to: the delivery log names the object. */
    private Map<String, Told> fullTold() {
        Map<String, Told> told = new TreeMap<>();
        for (Endpoint endpoint : full) {
            Map<String, JsonNode> log = new TreeMap<>();
            endpoint.deliveries().forEach(delivery -> log.put(delivery.get("messageId").asText(), delivery));
            for (Receiver.Received received : endpoint.take()) {
                JsonNode body = received.json();
                JsonNode delivery = log.get(body.get("id").asText());
                told.put(delivery.get("organizationId").asText() + " " + delivery.get("resourceType").asText() + " "
                        + delivery.get("resourceId").asText(), told(body, delivery));
            }
        }
        return told;
    }

    private static Told told(JsonNode body, JsonNode delivery) {
        return new Told(delivery.get("resourceOperation").asText(), body.get("type").asText(),
                body.at("/meta/changes").asInt(), body.at("/data/old_score").asInt(), body.at("/data/new_score").asInt());
    }
}
