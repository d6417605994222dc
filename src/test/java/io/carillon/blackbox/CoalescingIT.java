package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** "At most one webhook per object per minute per organization", with a minute of two seconds. */
@SharedService
class CoalescingIT {

    private final Scenario scenario;
    private final Endpoint endpoint;

    CoalescingIT(Scenario scenario) {
        this.scenario = scenario;
        endpoint = scenario.anEndpoint().thin().coalesced().create();
    }

    @Test
    void createdAndUpdatedIsToldAsOneCreate() {
        scenario.post(scenario.aChange("event", "create", "e1"), scenario.aChange("event", "update", "e1"));
        assertThat(afterTheNextTick(), is(List.of(thin("create", "e1", "event"))));
    }

    @Test
    void fiftyUpdatesAreToldAsOne() {
        scenario.post(IntStream.range(0, 50).mapToObj(i -> scenario.aChange("team", "update", "t1")).toArray(String[]::new));
        assertThat(afterTheNextTick(), is(List.of(thin("update", "t1", "team"))));
    }

    @Test
    void deleteWins() {
        scenario.post(scenario.aChange("team", "delete", "t1"), scenario.aChange("team", "create", "t1"),
                scenario.aChange("team", "update", "t1"));
        assertThat(afterTheNextTick(), is(List.of(thin("delete", "t1", "team"))));
    }

    @Test
    void theNextWindowStartsClean() {
        scenario.post(scenario.aChange("team", "delete", "t1"));
        endpoint.awaitReceived(1);
        scenario.post(scenario.aChange("team", "update", "t1"));
        assertThat(bodies(endpoint.awaitReceived(2)),
                is(List.of(thin("delete", "t1", "team"), thin("update", "t1", "team"))));
    }

    @Test
    void aTimeAheadOfTheClockWinsOverNothingThatArrivesLater() {
        Endpoint full = scenario.anEndpoint().full().coalesced().create();
        String ahead = Instant.now().plus(Duration.ofHours(1)).toString();
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"old_score\":1,\"new_score\":2}")
                .replaceFirst("\\{", "{\"occurredAt\":\"" + ahead + "\","),
                scenario.anEvent("score.updated", "s1", "{\"old_score\":2,\"new_score\":3}"));
        assertThat(full.awaitReceived(1).get(0).json().at("/data/new_score").asInt(), is(3));
    }

    @Test
    void aRosterChangeIsAnUpdateOfTheTeam() {
        scenario.post(scenario.aChange("roster", "delete", "t1"));
        assertThat(afterTheNextTick(), is(List.of(thin("update", "t1", "team"))));
    }

    @Test
    void aThousandChangesToTenObjectsAreTenWebhooksWithTheRightOperation() {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String operation = i / 10 == 57 && i % 10 < 3 ? "delete" : i / 10 == 3 && i % 10 < 6 ? "create" : "update";
            changes.add(scenario.aChange("event", operation, "e" + i % 10));
        }
        Collections.shuffle(changes, new Random(1));
        scenario.post(changes.toArray(String[]::new));
        Map<String, String> told = endpoint.awaitReceived(10).stream().map(Received::json).collect(
                Collectors.toMap(body -> body.get("resourceId").asText(), body -> body.get("resourceOperation").asText()));
        assertThat(told, is(IntStream.range(0, 10).boxed().collect(
                Collectors.toMap(i -> "e" + i, i -> i < 3 ? "delete" : i < 6 ? "create" : "update"))));
        assertThat(afterTheNextTick(), hasSize(10));
    }

    /** What came until a change that was sent later, about another object, has come too; without that one. */
    private List<String> afterTheNextTick() {
        String later = Scenario.aNewId();
        endpoint.awaitReceived(1);
        scenario.post(scenario.aChange("organization", "update", later));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bodies(endpoint.received()).stream().anyMatch(body -> body.contains(later)));
        return bodies(endpoint.received()).stream().filter(body -> !body.contains(later)).toList();
    }

    private static List<String> bodies(List<Received> received) {
        return received.stream().map(Received::body).toList();
    }

    private String thin(String operation, String resourceId, String resourceType) {
        return Json.object("organizationId", scenario.organizationId(), "resourceOperation", operation, "resourceId",
                resourceId, "resourceType", resourceType);
    }
}
