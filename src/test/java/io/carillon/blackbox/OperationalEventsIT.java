package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The webhooks that operators get about failed deliveries and edits of endpoints, and who cannot report such events. */
@Tag("later")
class OperationalEventsIT {

    private static final long OPERATIONS = 1;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String FAILED = "endpoint.delivery_failed";

    private static Receiver receiver;
    private static CarillonProcess carillon;
    private static Scenario operations;
    private static Endpoint operators;

    private Scenario tenant;

    @BeforeAll
    static void aServiceWithOperators() {
        receiver = new Receiver();
        carillon = new CarillonProcess(CarillonProcess.aNewFolder(),
                Map.of("CARILLON_OPERATIONS_ORGANIZATION", String.valueOf(OPERATIONS))).patient().start();
        operations = Scenario.ofOrganization(OPERATIONS, carillon.api(), receiver);
        operators = operations.anEndpoint().full().instant().to("endpoint.*").create();
    }

    @AfterAll
    static void end() {
        carillon.close();
        receiver.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = new Scenario(carillon.api(), receiver);
    }

    @Test
    void aDeliveryThatFailedForGoodIsReported() {
        Endpoint failing = tenant.anEndpoint().full().instant().answering(received -> Answer.status(503)).create();
        tenant.post(tenant.anEvent("score.updated", "s1", "{\"pin\":\"4711\"}"));
        JsonNode data = awaitReport(failing, FAILED).at("/data");
        JsonNode delivery = failing.awaitDelivery("failed");
        assertThat(data.get("delivery_id"), is(delivery.get("id")));
        assertThat(data.get("message_id").asText(), is(failing.received().get(0).header("webhook-id")));
        assertThat(data.get("application_id").asText(), is(tenant.applicationId()));
        assertThat(data.get("organization_id").asLong(), is(tenant.organizationId()));
        assertThat(data.get("resource_type").asText() + " " + data.get("resource_id").asText(), is("score s1"));
        assertThat(data.get("event_type").asText(), is("score.updated"));
        assertThat(data.get("failed_deliveries").asInt(), is(1));
        assertThat(data.get("attempts").asInt(), is(1));
        assertThat(data.get("outcome").asText() + " " + data.get("status_code"), is("status 503"));
        assertThat("nothing of what was sent", data.toString(), not(containsString("4711")));
    }

    @Test
    void aStormIsReportedOnceForEachWindow() {
        int changes = 300;
        Endpoint failing = tenant.anEndpoint().full().instant().answering(received -> Answer.status(500)).create();
        tenant.post(IntStream.range(0, changes).mapToObj(i -> tenant.anEvent("score.updated", "s" + i)).toArray(String[]::new));
        await("all of them").atMost(LIMIT).until(() -> reports(failing, FAILED).stream()
                .mapToInt(event -> event.at("/data/failed_deliveries").asInt()).sum() == changes);
        assertThat(reports(failing, FAILED).size(), is(lessThan(16)));
    }

    @Test
    void aFailureToReachOperatorsIsNotReportedToThem() {
        Endpoint deaf = operations.anEndpoint().full().instant().to("endpoint.*")
                .answering(received -> Answer.status(500)).create();
        tenant.anEndpoint().full().instant().answering(received -> Answer.status(500)).create();
        tenant.post(tenant.anEvent("score.updated", "s1"));
        await("the attempt to report").atMost(LIMIT).until(() -> deaf.received().stream()
                .anyMatch(received -> received.json().at("/type").asText().equals(FAILED)));
        Api.json(carillon.api().patch("/endpoints/" + deaf.id(), Json.object("eventTypes", List.of("score.updated"))), 200);
        awaitReport(deaf, "endpoint.updated");
        operations.post(operations.anEvent("score.updated", "s2"));
        JsonNode report = awaitReport(deaf, FAILED);
        assertThat("the event of its own alone", report.at("/data/resource_id").asText(), is("s2"));
        assertThat(report.at("/data/failed_deliveries").asInt(), is(1));
        assertThat(reports(deaf, FAILED).size(), is(1));
    }

    @Test
    void editsOfAnEndpointAreReportedWithoutValues() {
        Endpoint endpoint = tenant.anEndpoint().full().instant().with("headers", "{\"X-Key\":\"first-value\"}").create();
        assertThat(awaitReport(endpoint, "endpoint.created").at("/data/status").asText(), is("active"));
        Api.json(carillon.api().patch("/endpoints/" + endpoint.id(), Json.object("headers",
                raw(Json.object("X-Key", "second-value")), "authentication",
                raw(Json.object("type", "bearer", "token", "third-value")))), 200);
        String secret = Api.json(carillon.api().post("/endpoints/" + endpoint.id() + "/secret/rotate", "{}"), 200)
                .get("secret").asText();
        Api.json(carillon.api().post("/endpoints/" + endpoint.id() + "/disable", ""), 200);
        Api.json(carillon.api().post("/endpoints/" + endpoint.id() + "/disable", ""), 200);
        await("all that changed").atMost(LIMIT).until(() -> reports(endpoint, "endpoint.updated").stream()
                .flatMap(event -> texts(event.at("/data/changed")).stream()).distinct().sorted().toList()
                .equals(List.of("authentication", "headers", "secret", "status")));
        Api.json(carillon.api().delete("/endpoints/" + endpoint.id()), 204);
        JsonNode deleted = awaitReport(endpoint, "endpoint.deleted");
        assertThat(deleted.at("/data/application_id").asText(), is(tenant.applicationId()));
        for (String value : List.of("first-value", "second-value", "third-value", secret)) {
            assertThat(operators.received().stream().map(Received::body).filter(body -> body.contains(value)).toList(),
                    is(empty()));
        }
    }

    @Test
    void theEndpointsOfADeletedApplicationAreReportedToo() {
        Endpoint one = tenant.anEndpoint().create();
        Endpoint other = tenant.anEndpoint().create();
        Api.json(carillon.api().delete("/applications/" + tenant.applicationId()), 204);
        for (Endpoint endpoint : List.of(one, other)) {
            assertThat(awaitReport(endpoint, "endpoint.deleted").at("/data/status").asText(), is("deleted"));
        }
    }

    @Test
    void noTenantHearsOfEndpoints() {
        Endpoint listener = tenant.anEndpoint().full().instant().to("*").create();
        Endpoint failing = tenant.anEndpoint().full().instant().to("score.updated")
                .answering(received -> Answer.status(500)).create();
        tenant.post(tenant.anEvent("score.updated", "s1"));
        awaitReport(failing, FAILED);
        awaitReport(listener, "endpoint.created");
        assertThat(listener.received().stream().map(received -> received.json().at("/type").asText()).toList(),
                contains("score.updated"));
    }

    @Test
    void onlyOperatorsReportOperationalEvents() throws Exception {
        String forged = Json.object("organizationId", OPERATIONS, "eventType", "endpoint.recovered", "resourceId",
                "forged", "data", raw(Json.object("endpoint_id", "forged")));
        for (String scope : List.of("producer", "organization:" + OPERATIONS)) {
            var refused = Api.json(Tenant.keyOf(carillon.api(), scope).post("/changes", forged), 422);
            assertThat(refused.at("/errors/0/pointer").asText(), is("/eventType"));
        }
        try (CoreProducer producer = new CoreProducer(URI.create(carillon.brokerUrl()).getPort())) {
            producer.sendText(forged);
        }
        String rejected = "{\"organizationId\":%d,\"eventType\":\"endpoint.recovered\"".formatted(OPERATIONS);
        await().atMost(LIMIT).until(() -> Rejected.in(carillon.api()).list("reason=event-type-reserved")
                .anyMatch(message -> new String(Base64.getDecoder().decode(message.get("body").asText())).startsWith(rejected)));
        Api.json(carillon.api().post("/changes", forged), 202);
        await().atMost(LIMIT).until(() -> reports("forged", "endpoint.recovered").size() == 1);
        String id = Rejected.in(carillon.api()).list("reason=event-type-reserved").findFirst().orElseThrow().get("id").asText();
        Api.json(carillon.api().post("/rejected-messages/" + id + "/requeue", ""), 202);
        await().atMost(LIMIT).until(() -> reports("forged", "endpoint.recovered").size() == 2);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static JsonNode awaitReport(Endpoint endpoint, String eventType) {
        await(eventType).atMost(LIMIT).until(() -> !reports(endpoint, eventType).isEmpty());
        return reports(endpoint, eventType).get(0);
    }

    private static List<JsonNode> reports(Endpoint endpoint, String eventType) {
        return reports(endpoint.id(), eventType);
    }

    /** Operational events about the endpoint, as operators received them. */
    private static List<JsonNode> reports(String endpointId, String eventType) {
        return operators.received().stream().map(Received::json)
                .filter(event -> event.at("/type").asText().equals(eventType)
                        && event.at("/data/endpoint_id").asText().equals(endpointId)).toList();
    }
}
