package io.carillon.benchmark;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Organizations, each with an application of its own and endpoints, made over the API. */
final class Tenants {

    /** Each that hangs does so for one deadline of 15 s, 16 at a time. */
    private static final Duration FIRST_FAILURES = Duration.ofMinutes(10);
    private static final AtomicLong IDS = new AtomicLong(1_000);

    private final Api api;
    private final List<Long> organizations = new ArrayList<>();
    private final List<String> applications = new ArrayList<>();
    private final List<String> endpoints = new ArrayList<>();

    /** {@code number} organizations without endpoints. */
    Tenants(Api api, int number) {
        this.api = api;
        for (int i = 0; i < number; i++) {
            long id = IDS.incrementAndGet();
            Api.json(api.post("/organizations", "{\"id\":%d,\"name\":\"Benchmark\"}".formatted(id)), 201);
            JsonNode application = Api.json(api.post("/applications",
                    "{\"name\":\"Benchmark\",\"ownerOrganizationId\":%d}".formatted(id)), 201);
            organizations.add(id);
            applications.add(application.get("id").asText());
        }
    }

    /** Gives each organization {@code number} endpoints of the full format. */
    Tenants listen(int number, String delivery, Supplier<String> url) {
        for (String application : applications) {
            for (int i = 0; i < number; i++) {
                endpoints.add(Api.json(api.post("/applications/" + application + "/endpoints",
                        "{\"url\":\"%s\",\"format\":\"full\",\"delivery\":\"%s\"}".formatted(url.get(), delivery)), 201)
                        .get("id").asText());
            }
        }
        return this;
    }

    /** Reports one change of each organization and waits until all endpoints have failed to take it. */
    void awaitFailures() {
        for (int i = 0; i < organizations.size(); i++) {
            Api.json(api.post("/changes", change(i, 0)), 202);
        }
        endpoints.forEach(id -> await(id).atMost(FIRST_FAILURES).pollDelay(Duration.ZERO).until(
                () -> Api.json(api.get("/endpoints/" + id), 200).hasNonNull("failingSince")));
    }

    /** Switches all endpoints off: what is due to them is kept as skipped. */
    void hearNothingMore() {
        endpoints.forEach(id -> Api.json(api.post("/endpoints/" + id + "/disable", ""), 200));
        endpoints.clear();
    }

    List<Long> organizations() {
        return organizations;
    }

    /** What object {@code object} of organization number {@code organization} reports. */
    String change(int organization, int object) {
        return ("{\"organizationId\":%d,\"eventType\":\"score.updated\",\"resourceId\":\"object-%d\","
                + "\"data\":{\"leaderboard_id\":\"lb_987654321\",\"old_score\":850,\"new_score\":950,\"n\":%d}}")
                .formatted(organizations.get(organization), object, object);
    }
}
