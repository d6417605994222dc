package io.carillon.blackbox;

import static io.carillon.blackbox.support.OtlpCollector.ids;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.OtlpCollector;
import io.carillon.blackbox.support.OtlpCollector.Traced;
import io.carillon.blackbox.support.Ports;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.TracedProducer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator learns of a node: its status, its settings, the notices that wait, its log, and the traces of changes. */
@Tag("later")
class StatusIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PASSWORD = "not to be seen";

    private static CarillonProcess carillon;
    private static OtlpCollector collector;

    /** Nothing listens on the port of the mail server. */
    @BeforeAll
    static void start(@TempDir Path folder) {
        collector = new OtlpCollector();
        carillon = new CarillonProcess(folder, Map.of("CARILLON_MAIL_HOST", "127.0.0.1", "CARILLON_MAIL_PORT",
                String.valueOf(Ports.reserve()), "CARILLON_MAIL_PASSWORD", PASSWORD, "CARILLON_WINDOW", "PT2S",
                "CARILLON_LOG_FORMAT", "json", "CARILLON_LOG_LEVEL", "warning,io.carillon.tracking=info",
                "CARILLON_TRACES_URL", collector.url(), "CARILLON_TRACES_TO_RECEIVERS", "true")).patient().start();
    }

    @AfterAll
    static void stop() {
        carillon.close();
        collector.close();
    }

    @Test
    void theLogIsJsonAndOneLoggerSaysMore() {
        try (Receiver receiver = new Receiver()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint well = scenario.anEndpoint().full().instant().create();
            Endpoint ill = scenario.anEndpoint().full().instant().answering(received -> Answer.status(500)).create();
            scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
            well.awaitDelivery("succeeded");
            ill.awaitDelivery("failed");
            JsonNode line = await().atMost(LIMIT).until(() -> attempts(ill), lines -> !lines.isEmpty()).get(0);
            assertThat(line.get("level").asText(), is("INFO"));
            assertThat(line.get("outcome").asText(), is("status"));
            assertThat(line.get("status").isInt(), is(true));
            assertThat(line.get("status").asInt(), is(500));
            assertThat("successes are below info", attempts(well), is(empty()));
        }
        List<String> lines = carillon.log().lines().filter(line -> !isPrinted(line)).toList();
        assertThat(lines.stream().filter(line -> !line.startsWith("{")).toList(), is(empty()));
        assertThat("other loggers begin at warning", lines.stream().filter(one -> one.contains("endpoint.created")).toList(),
                is(empty()));
    }

    private static List<JsonNode> attempts(Endpoint endpoint) {
        return carillon.log().lines().filter(line -> line.contains("delivery.attempted") && line.contains(endpoint.id()))
                .map(Api::json).toList();
    }

    /** What the virtual machine and the server print past the log. */
    private static boolean isPrinted(String line) {
        return line.startsWith("Picked up JAVA_TOOL_OPTIONS") || line.startsWith("JdbcRuntimeExtension, ");
    }

    @Test
    void aNodeThatIsWellSaysSo() {
        JsonNode status = await().atMost(LIMIT).until(StatusIT::status, seen -> seen.get("nodes").size() == 1
                && seen.get("well").asBoolean());
        assertThat(status.get("checks").findValuesAsText("name"), hasItems("database", "queue", "tick"));
        assertThat(status.at("/queue/consumers").asLong(), greaterThanOrEqualTo(1L));
        assertThat(status.at("/deadLetters/messages").asLong(), is(0L));
        assertThat("other tests leave objects to ticks", status.at("/ticks/lagSeconds").asDouble(), is(lessThan(2.0)));
        assertThat(names(status.at("/deliveries/due")), hasItems("failing", "limited", "new", "paused", "proven"));
        assertThat(status.at("/nodes/0/id").asText(), is(status.get("node").asText()));
        assertThat(status.at("/nodes/0/attemptsInFlightMax").asInt(), is(64));
        assertThat(status.findValues("reason"), is(empty()));
    }

    @Test
    void aNodeThatIsTakenOutOfServiceIsNotWell() throws IOException {
        Path drain = Files.createFile(carillon.home().resolve("drain"));
        try {
            JsonNode status = await().atMost(LIMIT).until(StatusIT::status, seen -> !seen.get("well").asBoolean()
                    && seen.at("/nodes/0/down/0").asText().equals("service"));
            assertThat(status.at("/nodes/0/reason").asText(), is("The node is not ready: service."));
            assertThat(status.get("checks").findValuesAsText("reason"),
                    is(List.of("An operator has taken the node out of service.")));
        } finally {
            Files.delete(drain);
        }
        await().atMost(LIMIT).until(() -> status().get("well").asBoolean());
    }

    @Test
    void settingsAreShownWithTheirOrigin() {
        JsonNode settings = Api.json(carillon.api().get("/settings"), 200).get("items");
        assertThat(setting(settings, "CARILLON_WINDOW").get("value").asText(), is("PT2S"));
        assertThat(setting(settings, "CARILLON_WINDOW").get("origin").asText(), is("environment"));
        assertThat(setting(settings, "CARILLON_PAGE_SIZE").get("value").asText(), is("500"));
        assertThat(setting(settings, "CARILLON_PAGE_SIZE").get("origin").asText(), is("default"));
        assertThat(setting(settings, "CARILLON_LISTENER_SESSIONS").get("origin").asText(), is("default"));
        assertThat(setting(settings, "CARILLON_MAIL_PASSWORD").get("value").asText(), is("set"));
        assertThat(setting(settings, "CARILLON_OPERATOR_KEY").get("value").asText(), is("set"));
        assertThat(setting(settings, "CARILLON_DB_PASSWORD").has("value"), is(false));
        assertThat(settings.toString(), not(containsString(PASSWORD)));
        assertThat(settings.toString(), not(containsString(CarillonProcess.OPERATOR_KEY)));
    }

    @Test
    void noticesWaitWhileTheMailServerIsAway() {
        try (Receiver receiver = new Receiver()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            scenario.contact("kim@example.org");
            Endpoint gone = scenario.anEndpoint().full().instant().answering(received -> Answer.status(410)).create();
            scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
            JsonNode notice = await().atMost(LIMIT).until(() -> carillon.api().list("/notices"), found -> !found.isEmpty())
                    .get(0);
            assertThat(notice.get("id").asText(), startsWith("nt_"));
            assertThat(notice.get("kind").asText(), is("mail"));
            assertThat(notice.get("eventType").asText(), is("endpoint.disabled"));
            assertThat(notice.get("endpointId").asText(), is(gone.id()));
            assertThat(notice.get("recipient").asText(), is("kim@example.org"));
            await().atMost(LIMIT).until(() -> status().get("noticesWaiting").asInt() == 1);
        }
    }

    @Test
    void aChangeIsFollowedFromItsProducerToTheWebhook() throws Exception {
        try (Receiver receiver = new Receiver()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint coalesced = scenario.anEndpoint().thin().coalesced().create();
            Endpoint instant = scenario.anEndpoint().full().instant().create();
            String change = scenario.anEvent("score.updated", "s1", "{}");
            List<String> overHttp = List.of(aContext("01"), aContext("01"));
            overHttp.forEach(context -> post(change, context));
            List<String> overJms = new ArrayList<>();
            for (TracedProducer producer : TracedProducer.values()) {
                overJms.add(aContext("01"));
                producer.send(URI.create(carillon.brokerUrl()).getPort(), change, overJms.get(overJms.size() - 1));
            }
            for (Endpoint endpoint : List.of(coalesced, instant)) {
                for (String producer : overHttp) {
                    assertThat(awaitWay(endpoint, producer), contains("POST", "create message", "process carillon.changes",
                            "send carillon.changes", "POST /api/v1/changes"));
                }
                for (String producer : overJms) {
                    assertThat(awaitWay(endpoint, producer), contains("POST", "create message", "process carillon.changes"));
                }
            }
            assertThat("one for each change", instant.received().size(), is(5));
            assertThat("none of the producers' traces reaches a receiver", instant.received().stream()
                    .map(received -> trace(received.header("traceparent"))).filter(Stream.concat(overHttp.stream(),
                            overJms.stream()).map(StatusIT::trace).toList()::contains).toList(), is(empty()));
            Traced attempt = collector.span(ids(instant.received().get(0).header("traceparent"))).orElseThrow();
            assertThat(attempt.kind(), is("SPAN_KIND_CLIENT"));
            assertThat(attempt.attribute("http.response.status_code"), is("200"));
            assertThat(attempt.attribute("carillon.endpoint.id"), is(instant.id()));
            assertThat(attempt.attribute("server.address"), is("127.0.0.1"));
            assertThat(collector.nodes().get(0).get("service.name"), is("carillon"));
        }
    }

    @Test
    void whatIsNotTracedHasNoHeaderAndAnEndpointKeepsItsOwn() {
        try (Receiver receiver = new Receiver()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint plain = scenario.anEndpoint().full().instant().create();
            Endpoint own = scenario.anEndpoint().full().instant().with("headers", "{\"Traceparent\":\"of the owner\"}").create();
            String change = scenario.anEvent("score.updated", "s1", "{}");
            String notSampled = aContext("00");
            String traced = aContext("01");
            post(change, notSampled);
            post(change, "00-of-no-trace-01");
            scenario.post(change);
            post(change, traced);
            awaitWay(plain, traced);
            assertThat(plain.awaitReceived(4).stream().map(received -> received.header("traceparent")).filter(Objects::isNull)
                    .count(), is(3L));
            assertThat(own.awaitReceived(4).stream().map(received -> received.header("traceparent")).distinct().toList(),
                    contains("of the owner"));
            assertThat(collector.spans().stream().filter(span -> span.ids().startsWith(trace(notSampled))).toList(),
                    is(empty()));
        }
    }

    @Test
    void aCollectorThatFailsStopsNothingAndIsLoggedOnce() {
        try (Receiver receiver = new Receiver()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().full().instant().create();
            collector.answer(400);
            for (int i = 0; i < 20; i++) {
                post(scenario.anEvent("score.updated", "s" + i, "{}"), aContext("01"));
            }
            endpoint.awaitReceived(20);
            await().atMost(LIMIT).until(() -> carillon.log().contains("traces.not-sent"));
            collector.answer(200);
            String after = aContext("01");
            post(scenario.anEvent("score.updated", "after", "{}"), after);
            awaitWay(endpoint, after);
            assertThat(carillon.log().lines().filter(line -> line.contains("traces.not-sent")
                    || line.contains("opentelemetry")).toList(), hasSize(1));
        } finally {
            collector.answer(200);
        }
    }

    private static void post(String change, String traceparent) {
        Api.json(carillon.api().send(carillon.api().request("/changes").header("Content-Type", "application/json")
                .header("traceparent", traceparent).POST(BodyPublishers.ofString(change))), 202);
    }

    /** Of a producer, with these flags. */
    private static String aContext(String flags) {
        String random = UUID.randomUUID().toString().replace("-", "");
        return "00-" + random + "-" + random.substring(16) + "-" + flags;
    }

    private static String trace(String traceparent) {
        return ids(traceparent).substring(0, 32);
    }

    /** The names of the spans from a webhook at {@code endpoint} back to {@code producer}, once all of them have arrived. */
    private static List<String> awaitWay(Endpoint endpoint, String producer) {
        return await("the way of " + producer).atMost(LIMIT).until(() -> endpoint.received().stream()
                .map(received -> received.header("traceparent")).filter(Objects::nonNull)
                .map(webhook -> collector.way(ids(webhook), ids(producer))).filter(way -> !way.isEmpty()).findFirst(),
                Optional::isPresent).orElseThrow();
    }

    private static JsonNode setting(JsonNode settings, String name) {
        return StreamSupport.stream(settings.spliterator(), false).filter(one -> one.get("name").asText().equals(name))
                .findFirst().orElseThrow();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode status() {
        return Api.json(carillon.api().get("/status"), 200);
    }
}
