package io.carillon.blackbox.support;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An organization, its application with an endpoint and a settled delivery, and a key for each of the two. */
public final class Tenant {

    private static final AtomicLong IDS = new AtomicLong(4_000_000_000_000L + System.nanoTime() % 1_000_000_000L * 1_000);

    public final long organization = IDS.incrementAndGet();
    public final String application;
    public final String spareApplication;
    public final String endpoint;
    public final String delivery;
    public final String message;
    public final Api organizationKey;
    public final Api applicationKey;
    public final Api siblingKey;

    private final Api operator;
    private final String url;
    private String redelivery;

    public Tenant(Api operator, Receiver receiver) {
        this.operator = operator;
        url = receiver.newUrl(received -> Receiver.Answer.status(200));
        Api.json(operator.post("/organizations", Json.object("id", organization, "name", "Tenant")), 201);
        application = newApplication();
        spareApplication = newApplication();
        endpoint = newEndpoint();
        organizationKey = keyOf(operator, "organization:" + organization);
        applicationKey = keyOf(operator, "application:" + application);
        siblingKey = keyOf(operator, "application:" + spareApplication);
        Api.json(organizationKey.post("/changes", change()), 202);
        await("a delivery").atMost(Duration.ofMinutes(1)).until(() -> deliveries().contains("\"succeeded\""));
        delivery = Api.json(deliveries()).at("/items/0/id").asText();
        message = Api.json(deliveries()).at("/items/0/messageId").asText();
    }

    public static Api keyOf(Api operator, String scope) {
        return operator.withKey(Api.json(operator.post("/api-keys",
                Json.object("name", "test", "scope", scope)), 201).get("key").asText());
    }

    public String change() {
        return Json.object("organizationId", organization, "eventType", "team.updated", "resourceId", "t1", "data",
                raw(Json.object()));
    }

    /** An organization that owns nothing. */
    public long newOrganization() {
        long id = IDS.incrementAndGet();
        Api.json(operator.post("/organizations", Json.object("id", id, "name", "Tenant")), 201);
        return id;
    }

    public String newApplication() {
        return Api.json(operator.post("/applications", Json.object("name", "Tenant", "ownerOrganizationId", organization)),
                201).get("id").asText();
    }

    public String newEndpoint() {
        return Api.json(operator.post("/applications/" + application + "/endpoints", anEndpoint()), 201).get("id").asText();
    }

    public String anEndpoint() {
        return Json.object("url", url, "format", "full", "delivery", "instant");
    }

    /** The same with every member, as a PUT needs it. */
    public String aWholeEndpoint() {
        return Json.object("url", url, "format", "full", "delivery", "instant", "retry", "none", "eventTypes", raw("[\"*\"]"),
                "headers", raw("{}"), "signatureSwitch", "at-once");
    }

    /** The id of a new key of the application. */
    public String newKey() {
        return Api.json(operator.post("/api-keys", Json.object("name", "Tenant", "scope", "application:" + application,
                "producer", "tenant")), 201).get("id").asText();
    }

    /** The id of a new source of the organization. */
    public String newSource() {
        return Api.json(operator.post("/sources", aSource()), 201).get("id").asText();
    }

    public String aSource() {
        return Json.object("name", "Tenant", "organizationId", organization, "verification", raw(Json.object("type", "header",
                "header", "X-Token", "secret", "a-secret-of-the-sender")), "mappings", raw("[{\"change\":"
                + Json.object("eventType", "team.updated", "resourceId", "/body/id") + "}]"), "unmatched", "ignore");
    }

    /** A new portal link with the scope of this tenant's application. */
    public String newPortalLink() {
        return Api.json(operator.post("/portal-links", Json.object("scope", "application:" + application)), 201).get("id")
                .asText();
    }

    /** Such a key with every member, as a PUT needs it. */
    public String aWholeKey() {
        return Json.object("name", "Tenant", "scope", "application:" + application, "producer", "tenant",
                "capabilities", List.of("view"));
    }

    /** A redelivery of this tenant's application that found nothing and has ended. */
    public synchronized String redelivery() {
        if (redelivery == null) {
            redelivery = Api.json(operator.post("/redeliveries", Json.object("application", application,
                    "from", "2020-01-01T00:00:00Z", "to", "2020-01-02T00:00:00Z")), 202).get("id").asText();
            await("the end of a job").atMost(Duration.ofMinutes(1))
                    .until(() -> operator.get("/redeliveries/" + redelivery).body().contains("\"done\""));
        }
        return redelivery;
    }

    private String deliveries() {
        return operator.get("/deliveries?endpoint=" + endpoint).body();
    }

    /** Waits until the delivery can be asked for again. */
    public void awaitSettled() {
        await("settled").atMost(30, TimeUnit.SECONDS)
                .until(() -> !operator.get("/deliveries/" + delivery).body().contains("\"pending\""));
    }
}
