package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.HistoryModel;
import io.carillon.blackbox.support.HistoryModel.Notified;
import io.carillon.blackbox.support.HistoryModel.Step;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.TimeMachine;
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
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random histories against the model: several objects with changes of several event types, with and without data, a parent and
 * its child, endpoints that select event types, many windows of a minute, changes that come twice, out of order, over HTTP and
 * JMS. The seed is printed; {@code -Dcarillon.history.seed=…} repeats a history.
 */
@Tag("later")
@Order(3)
class HistoryIT {

    private static final int WINDOWS = Integer.getInteger("carillon.history.windows", 12);
    /** In a window. Each happened a millisecond after the one before, and none ahead of the clock. */
    private static final int MOST_CHANGES = 60;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<List<String>> SELECTED = List.of(List.of("*"), List.of("team.*", "competition.started"),
            List.of("team.created", "team.member_added", "event.updated", "score.updated"));
    private static final List<String> WITH_EVENT_TYPE =
            List.of("score.updated", "competition.started", "competition.ended", "team.member_added");
    private static final List<String> WITH_OPERATION = List.of("event", "team", "roster", "affiliation", "profile");

    private final long seed = Long.getLong("carillon.history.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TimeMachine time = new TimeMachine(Instant.parse("2031-03-01T08:00:00Z"));
    private final Receiver receiver = new Receiver();
    private final List<String> sent = new ArrayList<>();
    private CarillonProcess carillon;
    private JMSContext jms;
    private Scenario parent;
    private Scenario child;
    private List<Selection> selections;

    @BeforeEach
    void aParentAndItsChild() {
        Map<String, String> settings = time.settings();
        settings.put("CARILLON_WINDOW", "PT1M");
        carillon = new CarillonProcess(CarillonProcess.aNewFolder(), settings).patient().start();
        jms = new ActiveMQConnectionFactory(carillon.brokerUrl()).createContext();
        parent = new Scenario(carillon.api(), receiver);
        child = new Scenario(carillon.api(), receiver);
        Api.json(carillon.api().put("/organizations/" + child.organizationId(),
                Json.object("id", child.organizationId(), "name", "child", "parentId", parent.organizationId())), 200);
        selections = SELECTED.stream().map(this::aSelection).toList();
    }

    private Selection aSelection(List<String> eventTypes) {
        String[] selected = eventTypes.toArray(String[]::new);
        return new Selection(eventTypes,
                Stream.of(parent, child).map(one -> one.anEndpoint().thin().coalesced().to(selected).create()).toList(),
                Stream.of(parent, child).map(one -> one.anEndpoint().full().coalesced().to(selected).create()).toList());
    }

    @AfterEach
    void end() {
        jms.close();
        carillon.close();
        receiver.close();
        time.close();
    }

    @Test
    void everyWindowMatchesTheModel() {
        for (int window = 0; window < WINDOWS; window++) {
            String place = "seed " + seed + " window " + window;
            List<Step> expected = new ArrayList<>();
            report(window, expected);
            await(place).atMost(LIMIT).until(() -> time.number("SELECT COUNT(*) FROM inbox") == sent.size());
            time.pass(Duration.ofMinutes(1));
            await(place).atMost(LIMIT).until(() -> time.number("SELECT COUNT(*) FROM coalescing_bucket") == 0
                    && time.number("SELECT COUNT(*) FROM delivery WHERE due_at IS NOT NULL") == 0);
            for (Selection selection : selections) {
                Map<String, Notified> model = HistoryModel.summary(expected, selection.eventTypes);
                assertThat(place + " thin " + selection.eventTypes, selection.thinNotified(), is(thinBodies(model)));
                assertThat(place + " full " + selection.eventTypes, selection.fullNotified(), is(model));
            }
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
        Integer from = random.nextInt(3) == 0 ? null : random.nextInt(1000);
        Integer to = from == null ? null : random.nextInt(1000);
        String object = "o" + random.nextInt(4);
        String head = "{\"id\":\"%d-%d\",\"organizationId\":%d,\"resourceId\":\"%s\",\"occurredAt\":\"%s\",".formatted(window, at,
                organization.organizationId(), object, time.now().minusMillis(MOST_CHANGES - at))
                + (from == null ? "" : "\"data\":{\"old_score\":%d,\"new_score\":%d},".formatted(from, to));
        if (random.nextBoolean()) {
            String eventType = one(WITH_EVENT_TYPE);
            expected.add(new Step(organization.organizationId(), eventType.split("\\.")[0], "update", eventType, object, at,
                    from, to));
            return head + "\"eventType\":\"%s\"}".formatted(eventType);
        }
        String type = one(WITH_OPERATION);
        String operation = one(List.of("create", "update", "delete"));
        if (!type.equals("profile")) {
            boolean isRoster = type.equals("roster");
            String announced = isRoster ? "team" : type;
            String as = isRoster ? "update" : operation;
            Scenario notified = type.equals("affiliation") ? parent : organization;
            expected.add(new Step(notified.organizationId(), announced, as, announced + "." + as + "d", object, at, from, to));
        }
        return head + "\"resourceType\":\"%s\",\"resourceOperation\":\"%s\"}".formatted(type, operation);
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<String> thinBodies(Map<String, Notified> model) {
        return model.entrySet().stream().map(entry -> {
            String[] key = entry.getKey().split(" ");
            return Json.object("organizationId", raw(key[0]), "resourceOperation", entry.getValue().operation(),
                    "resourceId", key[2], "resourceType", key[1]);
        }).sorted().toList();
    }

    /** Endpoints of the parent and of the child that select the same event types. */
    private record Selection(List<String> eventTypes, List<Endpoint> thin, List<Endpoint> full) {

        public List<String> thinNotified() {
            return thin.stream().flatMap(endpoint -> endpoint.take().stream()).map(Receiver.Received::body).sorted().toList();
        }

        /** What the full webhooks say, by the key of the thin body they belong to: the delivery log names the object. */
        public Map<String, Notified> fullNotified() {
            Map<String, Notified> notified = new TreeMap<>();
            for (Endpoint endpoint : full) {
                Map<String, JsonNode> log = new TreeMap<>();
                endpoint.deliveries().forEach(delivery -> log.put(delivery.get("messageId").asText(), delivery));
                for (Receiver.Received received : endpoint.take()) {
                    JsonNode body = received.json();
                    JsonNode delivery = log.get(body.get("id").asText());
                    notified.put(delivery.get("organizationId").asText() + " " + delivery.get("resourceType").asText() + " "
                            + delivery.get("resourceId").asText(), notified(body, delivery));
                }
            }
            return notified;
        }

        private static Notified notified(JsonNode body, JsonNode delivery) {
            return new Notified(delivery.get("resourceOperation").asText(), body.get("type").asText(),
                    body.at("/meta/changes").asInt(), score(body.at("/data/old_score")), score(body.at("/data/new_score")));
        }

        private static Integer score(JsonNode member) {
            return member.isMissingNode() ? null : member.asInt();
        }
    }
}
