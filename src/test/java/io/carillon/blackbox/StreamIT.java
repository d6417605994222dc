package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.EventStream;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Deliveries as they happen: each is shown, with its outcome, to those who may see it, also after a disconnection. */
@QuietService
class StreamIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api;
    private final Scenario scenario;
    private final AtomicInteger status = new AtomicInteger(200);
    private final Endpoint endpoint;

    StreamIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        api = service.api();
        endpoint = scenario.anEndpoint().full().instant().answering(received -> Answer.status(status.get())).create();
    }

    @Test
    void aDeliveryIsShownAndThenItsOutcome() {
        try (EventStream stream = new EventStream(api, "/stream?endpoint=" + endpoint.id(), null)) {
            status.set(500);
            scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
            JsonNode failed = await().atMost(LIMIT).until(() -> stream.last(),
                    shown -> shown != null && shown.get("status").asText().equals("failed"));
            assertThat(failed.get("resourceId").asText(), is("t1"));
            status.set(200);
            Api.json(api.post("/deliveries/" + failed.get("id").asText() + "/redeliver", ""), 202);
            await().atMost(LIMIT).until(() -> stream.last().get("status").asText().equals("succeeded"));
        }
    }

    @Test
    void aStreamThatIsResumedLosesNothing() {
        List<String> sent = new ArrayList<>();
        String lastId;
        try (EventStream stream = new EventStream(api, "/stream?endpoint=" + endpoint.id(), null)) {
            send(sent, 3);
            await().atMost(LIMIT).until(() -> stream.values("resourceId").containsAll(List.of("t0", "t1", "t2")));
            lastId = stream.lastId();
        }
        send(sent, 20);
        try (EventStream resumed = new EventStream(api, "/stream?endpoint=" + endpoint.id(), lastId)) {
            send(sent, 5);
            await().atMost(LIMIT).until(() -> resumed.values("resourceId").containsAll(sent.subList(3, sent.size())));
        }
    }

    @Test
    void aStreamThatIsCutBeforeItsFirstDeliveryLosesNothing() {
        String lastId;
        try (EventStream stream = new EventStream(api, "/stream?endpoint=" + endpoint.id(), null)) {
            lastId = await().atMost(LIMIT).until(stream::lastId, notNullValue());
            assertThat(stream.last(), is(nullValue()));
        }
        List<String> sent = new ArrayList<>();
        send(sent, 3);
        try (EventStream resumed = new EventStream(api, "/stream?endpoint=" + endpoint.id(), lastId)) {
            await().atMost(LIMIT).until(() -> resumed.values("resourceId").containsAll(sent));
            await().atMost(LIMIT).until(() -> resumed.lastId().compareTo(lastId) > 0);
        }
    }

    @Test
    void eachCallerSeesItsOwnDeliveriesAndNoOthers(Tenant tenant) {
        List<EventStream> streams = new ArrayList<>();
        try {
            for (Api caller : List.of(tenant.applicationKey, tenant.organizationKey, tenant.siblingKey)) {
                streams.add(new EventStream(caller, "/stream", null));
            }
            scenario.post(scenario.anEvent("team.updated", "foreign", "{}"));
            endpoint.awaitReceived(1);
            Api.json(tenant.organizationKey.post("/changes", tenant.change()), 202);
            for (EventStream own : streams.subList(0, 2)) {
                await().atMost(LIMIT).until(() -> own.values("organizationId"), hasItem("" + tenant.organization));
                assertThat(own.values("organizationId"), everyItem(is("" + tenant.organization)));
            }
            assertThat(streams.get(2).values("organizationId"), not(hasItem("" + tenant.organization)));
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    @Test
    void aKeyThatIsRevokedLosesItsStream() {
        JsonNode key = Api.json(api.post("/api-keys", Json.object("name", "stream", "scope", "operator")), 201);
        try (EventStream stream = new EventStream(api.withKey(key.get("key").asText()), "/stream", null)) {
            assertThat(api.delete("/api-keys/" + key.get("id").asText()).statusCode(), is(204));
            await().atMost(LIMIT.multipliedBy(2)).until(stream::hasEnded);
        }
    }

    @Test
    void aKeyHasAtMostFiveStreams() {
        Api caller = Tenant.keyOf(api, "organization:" + scenario.organizationId());
        List<EventStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                streams.add(new EventStream(caller, "/stream", null));
            }
            assertThat(caller.get("/stream").statusCode(), is(429));
        } finally {
            streams.forEach(EventStream::close);
        }
        await().atMost(LIMIT.multipliedBy(2)).until(() -> {
            try (EventStream again = new EventStream(caller, "/stream", null)) {
                return again.status() == 200;
            }
        });
    }

    @Test
    void badRequestsAreProblems() {
        assertThat(api.get("/stream?status=lost").statusCode(), is(400));
        assertThat(api.get("/stream?organization=x").statusCode(), is(400));
        assertThat(api.get("/stream?none=x").statusCode(), is(400));
        assertThat(api.withKey(null).get("/stream").statusCode(), is(401));
        try (EventStream stream = new EventStream(api, "/stream", "no id")) {
            assertThat(stream.status(), is(400));
        }
    }

    private void send(List<String> sent, int count) {
        for (int i = 0; i < count; i++) {
            String id = "t" + sent.size();
            scenario.post(scenario.anEvent("team.updated", id, "{}"));
            sent.add(id);
        }
        assertThat(endpoint.awaitReceived(sent.size()).size(), is(sent.size()));
    }
}
