package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.Receiver.Answer;
import io.carillon.blackbox.Receiver.Received;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** An organization with an application and endpoints of its own, made over the API; tests do not meet one another. */
final class Scenario {

    private static final AtomicLong ORGANIZATIONS = new AtomicLong(1_000 + System.nanoTime() % 1_000_000_000L * 1_000);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api;
    private final Receiver receiver;
    private final long organizationId;
    private final String applicationId;

    Scenario(Api api, Receiver receiver) {
        this(ORGANIZATIONS.incrementAndGet(), api, receiver);
    }

    private Scenario(long organizationId, Api api, Receiver receiver) {
        this.organizationId = organizationId;
        this.api = api;
        this.receiver = receiver;
        Api.json(api.post("/organizations", "{\"id\":" + organizationId + ",\"name\":\"Test\"}"), 201);
        applicationId = Api.json(api.post("/applications",
                "{\"name\":\"Test\",\"ownerOrganizationId\":" + organizationId + "}"), 201).get("id").asText();
    }

    /** For the rare test that must name its organization before the service starts. */
    static Scenario ofOrganization(long organizationId, Api api, Receiver receiver) {
        return new Scenario(organizationId, api, receiver);
    }

    private Scenario(Scenario other, Api api) {
        this.api = api;
        receiver = other.receiver;
        organizationId = other.organizationId;
        applicationId = other.applicationId;
    }

    /** The same scenario, talking to another node. */
    Scenario over(Api otherNode) {
        return new Scenario(this, otherNode);
    }

    /** {@code endpoint} as this scenario's node shows it. */
    Endpoint seen(Endpoint endpoint) {
        return new Endpoint(endpoint.id(), endpoint.url(), receiver, api);
    }

    /** Gives the application a contact. */
    void contact(String email) {
        Api.json(api.put("/applications/" + applicationId, "{\"name\":\"Test\",\"contact\":{\"email\":\"" + email + "\"}}"), 200);
    }

    long organizationId() {
        return organizationId;
    }

    /** Makes another organization known, and lets the scenario's application hear of it. */
    void alsoHears(long otherOrganizationId) {
        Api.json(api.post("/organizations", "{\"id\":" + otherOrganizationId + ",\"name\":\"Other\"}"), 201);
        Api.json(api.put("/organizations/" + otherOrganizationId + "/applications/" + applicationId, ""), 200);
    }

    static long aNewOrganizationId() {
        return ORGANIZATIONS.incrementAndGet();
    }

    EndpointBuilder anEndpoint() {
        return new EndpointBuilder();
    }

    String aChange(String resourceType, String operation, String resourceId) {
        return "{\"organizationId\":%d,\"resourceType\":\"%s\",\"resourceOperation\":\"%s\",\"resourceId\":\"%s\"}"
                .formatted(organizationId, resourceType, operation, resourceId);
    }

    String anEvent(String eventType, String resourceId, String data) {
        return "{\"organizationId\":%d,\"eventType\":\"%s\",\"resourceId\":\"%s\",\"data\":%s}"
                .formatted(organizationId, eventType, resourceId, data);
    }

    /** Posts changes together, whatever the answer is. */
    HttpResponse<String> tryToPost(String... changes) {
        return api.post("/changes", "[" + String.join(",", changes) + "]");
    }

    /** Posts changes together; they must be accepted. */
    JsonNode post(String... changes) {
        return Api.json(api.post("/changes", "[" + String.join(",", changes) + "]"), 202);
    }

    static String aNewId() {
        return UUID.randomUUID().toString();
    }

    /** An endpoint of the scenario's application. */
    record Endpoint(String id, String url, Receiver receiver, Api api) {

        List<Received> received() {
            return receiver.received(url);
        }

        /** What was received since the last time. */
        List<Received> take() {
            return receiver.take(url);
        }

        List<Received> awaitReceived(int count) {
            await(count + " webhooks at " + url).atMost(LIMIT).until(() -> received().size() >= count);
            return received();
        }

        String secret() {
            return Api.json(api.get("/endpoints/" + id + "/secret"), 200).get("secret").asText();
        }

        /** A sample; the attempt it came to. */
        JsonNode sample(String eventType) {
            return Api.json(api.post("/endpoints/" + id + "/samples", "{\"eventType\":\"" + eventType + "\"}"), 200);
        }

        JsonNode deliveries() {
            return Api.json(api.get("/deliveries?endpoint=" + id), 200).get("items");
        }

        JsonNode awaitDelivery(String status) {
            await("a delivery that " + status).atMost(LIMIT)
                    .until(() -> deliveries().findValuesAsText("status").contains(status));
            return deliveries().get(0);
        }

        JsonNode attempts(String deliveryId) {
            return Api.json(api.get("/deliveries/" + deliveryId + "/attempts"), 200).get("items");
        }
    }

    /** Says what kind of endpoint is wanted; the defaults are the service's own. */
    final class EndpointBuilder {
        private final StringBuilder members = new StringBuilder();
        private Function<Received, Answer> behaviour = received -> Answer.status(200);

        EndpointBuilder thin() {
            return with("format", "\"thin\"");
        }

        EndpointBuilder full() {
            return with("format", "\"full\"");
        }

        EndpointBuilder coalesced() {
            return with("delivery", "\"coalesced\"");
        }

        EndpointBuilder instant() {
            return with("delivery", "\"instant\"");
        }

        EndpointBuilder retrying() {
            return with("retry", "\"standard\"");
        }

        EndpointBuilder to(String eventType) {
            return with("eventTypes", "[\"" + eventType + "\"]");
        }

        EndpointBuilder answering(Function<Received, Answer> answer) {
            behaviour = answer;
            return this;
        }

        EndpointBuilder with(String member, String value) {
            members.append(",\"").append(member).append("\":").append(value);
            return this;
        }

        Endpoint create() {
            String url = receiver.newUrl(behaviour);
            String id = Api.json(api.post("/applications/" + applicationId + "/endpoints",
                    "{\"url\":\"" + url + "\"" + members + "}"), 201).get("id").asText();
            return new Endpoint(id, url, receiver, api);
        }
    }
}
