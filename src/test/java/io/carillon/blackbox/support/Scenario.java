package io.carillon.blackbox.support;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** An organization with an application and endpoints of its own, made over the API; tests do not meet one another. */
public final class Scenario {

    private static final AtomicLong ORGANIZATIONS = new AtomicLong(1_000 + System.nanoTime() % 1_000_000_000L * 1_000);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api;
    private final Receiver receiver;
    private final long organizationId;
    private final String applicationId;

    public Scenario(Api api, Receiver receiver) {
        this(ORGANIZATIONS.incrementAndGet(), api, receiver);
    }

    private Scenario(long organizationId, Api api, Receiver receiver) {
        this.organizationId = organizationId;
        this.api = api;
        this.receiver = receiver;
        Api.json(api.post("/organizations", Json.object("id", organizationId, "name", "Test")), 201);
        applicationId = Api.json(api.post("/applications",
                Json.object("name", "Test", "ownerOrganizationId", organizationId)), 201).get("id").asText();
    }

    /** For the rare test that must name its organization before the service starts. */
    public static Scenario ofOrganization(long organizationId, Api api, Receiver receiver) {
        return new Scenario(organizationId, api, receiver);
    }

    private Scenario(Scenario other, Api api) {
        this.api = api;
        receiver = other.receiver;
        organizationId = other.organizationId;
        applicationId = other.applicationId;
    }

    /** The same scenario, talking to another node. */
    public Scenario over(Api otherNode) {
        return new Scenario(this, otherNode);
    }

    /** {@code endpoint} as this scenario's node shows it. */
    public Endpoint seen(Endpoint endpoint) {
        return new Endpoint(endpoint.id(), endpoint.url(), receiver, api);
    }

    /** Gives the application a contact. */
    public void contact(String email) {
        Api.json(api.put("/applications/" + applicationId,
                Json.object("name", "Test", "contact", raw(Json.object("email", email)))), 200);
    }

    public long organizationId() {
        return organizationId;
    }

    public String applicationId() {
        return applicationId;
    }

    /** Makes another organization known, and lets the scenario's application hear of it. */
    public void alsoHears(long otherOrganizationId) {
        Api.json(api.post("/organizations", Json.object("id", otherOrganizationId, "name", "Other")), 201);
        Api.json(api.put("/organizations/" + otherOrganizationId + "/applications/" + applicationId, ""), 200);
    }

    public static long aNewOrganizationId() {
        return ORGANIZATIONS.incrementAndGet();
    }

    public EndpointBuilder anEndpoint() {
        return new EndpointBuilder();
    }

    public String aChange(String resourceType, String operation, String resourceId) {
        return Json.object("organizationId", organizationId, "resourceType", resourceType, "resourceOperation", operation,
                "resourceId", resourceId);
    }

    public String anEvent(String eventType, String resourceId, String data) {
        return Json.object("organizationId", organizationId, "eventType", eventType, "resourceId", resourceId, "data", raw(data));
    }

    /** Without data. */
    public String anEvent(String eventType, String resourceId) {
        return Json.object("organizationId", organizationId, "eventType", eventType, "resourceId", resourceId);
    }

    /** Posts changes together, whatever the answer is. */
    public HttpResponse<String> tryToPost(String... changes) {
        return api.post("/changes", "[" + String.join(",", changes) + "]");
    }

    /** Posts changes together; they must be accepted. */
    public JsonNode post(String... changes) {
        return Api.json(api.post("/changes", "[" + String.join(",", changes) + "]"), 202);
    }

    public static String aNewId() {
        return UUID.randomUUID().toString();
    }

    /** An endpoint of the scenario's application. */
    public record Endpoint(String id, String url, Receiver receiver, Api api) {

        public List<Received> received() {
            return receiver.received(url);
        }

        /** What was received since the last time. */
        public List<Received> take() {
            return receiver.take(url);
        }

        public List<Received> awaitReceived(int count) {
            await(count + " webhooks at " + url).atMost(LIMIT).until(() -> received().size() >= count);
            return received();
        }

        public String secret() {
            return Api.json(api.get("/endpoints/" + id + "/secret"), 200).get("secret").asText();
        }

        /** A sample; the attempt it came to. */
        public JsonNode sample(String eventType) {
            return Api.json(api.post("/endpoints/" + id + "/samples", Json.object("eventType", eventType)), 200);
        }

        public JsonNode deliveries() {
            return Api.json(api.get("/deliveries?endpoint=" + id), 200).get("items");
        }

        public JsonNode awaitDelivery(String status) {
            await("a delivery that " + status).atMost(LIMIT)
                    .until(() -> deliveries().findValuesAsText("status").contains(status));
            return deliveries().get(0);
        }

        public JsonNode attempts(String deliveryId) {
            return Api.json(api.get("/deliveries/" + deliveryId + "/attempts"), 200).get("items");
        }
    }

    /** Says what kind of endpoint is wanted; the defaults are the service's own. */
    public final class EndpointBuilder {
        private final StringBuilder members = new StringBuilder();
        private Function<Received, Answer> behaviour = received -> Answer.status(200);

        public EndpointBuilder thin() {
            return with("format", "\"thin\"");
        }

        public EndpointBuilder full() {
            return with("format", "\"full\"");
        }

        public EndpointBuilder coalesced() {
            return with("delivery", "\"coalesced\"");
        }

        public EndpointBuilder instant() {
            return with("delivery", "\"instant\"");
        }

        public EndpointBuilder retrying() {
            return with("retry", "\"standard\"");
        }

        public EndpointBuilder to(String... eventTypes) {
            return with("eventTypes", "[\"" + String.join("\",\"", eventTypes) + "\"]");
        }

        public EndpointBuilder answering(Function<Received, Answer> answer) {
            behaviour = answer;
            return this;
        }

        public EndpointBuilder with(String member, String value) {
            members.append(",\"").append(member).append("\":").append(value);
            return this;
        }

        /** Without a URL: its receiver polls. */
        public Endpoint polled() {
            return new Endpoint(create("\"transport\":\"poll\""), null, receiver, api);
        }

        public Endpoint create() {
            String url = receiver.newUrl(behaviour);
            return new Endpoint(create("\"url\":\"" + url + "\""), url, receiver, api);
        }

        private String create(String first) {
            return Api.json(api.post("/applications/" + applicationId + "/endpoints", "{" + first + members + "}"), 201)
                    .get("id").asText();
        }
    }
}
