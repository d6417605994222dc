package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon;
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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * "At most one webhook per object per minute per organization", with a minute of two seconds. Most of the time these tests wait
 * for ticks, each for its own tenant, so they run at the same time, also as a class with {@link SharedService}.
 */
@ExtendWith(RunningCarillon.class)
@Tag("shared")
@ResourceLock(value = SharedService.SHORT_QUEUE, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class CoalescingIT {

    private final Scenario scenario;
    private final Endpoint endpoint;

    CoalescingIT(Scenario scenario) {
        this.scenario = scenario;
        endpoint = scenario.anEndpoint().thin().coalesced().create();
    }

    @Test
    void createdAndUpdatedIsOneCreate() {
        scenario.post(scenario.aChange("event", "create", "e1"), scenario.aChange("event", "update", "e1"));
        assertThat(afterTheNextTick(), is(List.of(thin("create", "e1", "event"))));
    }

    @Test
    void fiftyUpdatesAreOneWebhook() {
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
        Map<String, String> notified = endpoint.awaitReceived(10).stream().map(Received::json).collect(
                Collectors.toMap(body -> body.get("resourceId").asText(), body -> body.get("resourceOperation").asText()));
        assertThat(notified, is(IntStream.range(0, 10).boxed().collect(
                Collectors.toMap(i -> "e" + i, i -> i < 3 ? "delete" : i < 6 ? "create" : "update"))));
        assertThat(afterTheNextTick(), hasSize(10));
    }

    @Test
    void anEndpointGetsWhatItSelectsAndNothingElse() {
        Endpoint started = full("competition.started");
        Endpoint both = full("competition.*");
        Endpoint scores = full("score.*");
        scenario.post(scenario.anEvent("competition.started", "c1", "{\"name\":\"Open\"}"),
                scenario.anEvent("competition.ended", "c1", "{\"name\":\"Open\",\"ended\":true}"));
        assertThat(afterTheNextTick(), is(List.of(thin("update", "c1", "competition"))));
        assertThat(notified(started), is(List.of("competition.started 1 {\"name\":\"Open\"}")));
        assertThat(notified(both), is(List.of("competition.ended 2 {\"name\":\"Open\",\"ended\":true}")));
        assertThat(notified(scores), is(List.of()));
    }

    @Test
    void theDataBelongToTheTypeOfTheWebhook() {
        Endpoint all = full("*");
        Endpoint members = full("team.member_added");
        scenario.post(scenario.anEvent("team.created", "t1", "{\"name\":\"Otters\"}"),
                scenario.anEvent("team.member_added", "t1", "{\"participant_id\":\"pt_5\"}"),
                scenario.anEvent("team.created", "t2"),
                scenario.anEvent("team.member_added", "t2", "{\"participant_id\":\"pt_6\"}"));
        afterTheNextTick();
        assertThat(notified(all), containsInAnyOrder("team.created 2 {\"name\":\"Otters\"}",
                "team.created 2 " + thin("create", "t2", "team")));
        assertThat(notified(members), containsInAnyOrder("team.member_added 1 {\"participant_id\":\"pt_5\"}",
                "team.member_added 1 {\"participant_id\":\"pt_6\"}"));
    }

    @Test
    void aChangeWithoutDataDoesNotRemoveWhatThereWas() {
        Endpoint scores = full("score.updated");
        scenario.post(scenario.anEvent("score.updated", "s1"),
                scenario.anEvent("score.updated", "s1", "{\"old_score\":850,\"new_score\":900}"),
                scenario.anEvent("score.updated", "s1", "{\"old_score\":900,\"new_score\":950}"),
                scenario.anEvent("score.updated", "s1"));
        afterTheNextTick();
        assertThat(notified(scores), is(List.of("score.updated 4 {\"old_score\":850,\"new_score\":950}")));
    }

    @Test
    void aDeleteThatIsNotSelectedDoesNotWin() {
        Endpoint thinly = scenario.anEndpoint().thin().coalesced().to("team.created", "team.updated").create();
        Endpoint fully = full("team.created", "team.updated");
        scenario.post(scenario.anEvent("team.updated", "t1", "{\"name\":\"Stoats\"}"),
                scenario.anEvent("team.created", "t1", "{\"name\":\"Otters\"}"), scenario.anEvent("team.deleted", "t1"));
        assertThat(afterTheNextTick(), is(List.of(thin("delete", "t1", "team"))));
        assertThat(bodies(thinly.awaitReceived(thinly.deliveries().size())), is(List.of(thin("create", "t1", "team"))));
        assertThat(notified(fully), is(List.of("team.created 2 {\"name\":\"Otters\"}")));
    }

    @Test
    void ofThreeEventTypesEachSelectionGetsItsOwn() {
        Endpoint all = full("*");
        Endpoint updates = full("team.updated", "team.member_added");
        Endpoint created = full("team.created", "score.updated");
        scenario.post(scenario.anEvent("team.member_added", "t1", "{\"n\":1}"),
                scenario.anEvent("team.created", "t1", "{\"n\":2}"), scenario.anEvent("team.updated", "t1", "{\"n\":3}"),
                scenario.anEvent("team.member_added", "t1", "{\"n\":4}"));
        afterTheNextTick();
        assertThat(notified(all), is(List.of("team.created 4 {\"n\":2}")));
        assertThat(notified(updates), is(List.of("team.member_added 3 {\"n\":4}")));
        assertThat(notified(created), is(List.of("team.created 1 {\"n\":2}")));
    }

    @Test
    void whoSelectsTheSameChangesGetsTheSameMessage() {
        Endpoint pattern = full("competition.*");
        Endpoint names = full("competition.ended", "competition.started", "score.updated");
        Endpoint one = full("competition.ended");
        scenario.post(scenario.anEvent("competition.started", "c1"), scenario.anEvent("competition.ended", "c1"));
        afterTheNextTick();
        String id = StreamSupport.stream(endpoint.deliveries().spliterator(), false)
                .filter(delivery -> delivery.get("resourceId").asText().equals("c1"))
                .map(delivery -> delivery.get("messageId").asText()).findFirst().orElseThrow();
        assertThat(pattern.deliveries().findValuesAsText("messageId"), is(List.of(id)));
        assertThat(names.deliveries().findValuesAsText("messageId"), is(List.of(id)));
        assertThat(one.deliveries().findValuesAsText("messageId"), is(not(List.of(id))));
        assertThat(one.deliveries().findValuesAsText("changes"), is(List.of("1")));
    }

    @Test
    void anInactiveEndpointSkipsWhatItSelectsAndCanBeSentThatLater() {
        Endpoint inactive = scenario.anEndpoint().full().coalesced().to("competition.started")
                .with("status", "\"inactive\"").create();
        scenario.post(scenario.anEvent("competition.started", "c1", "{\"n\":1}"), scenario.anEvent("competition.ended", "c1"),
                scenario.anEvent("competition.ended", "c2"));
        endpoint.awaitReceived(2);
        assertThat(inactive.deliveries().findValuesAsText("eventType"), is(List.of("competition.started")));
        assertThat(inactive.deliveries().findValuesAsText("status"), is(List.of("skipped")));
        Api.json(inactive.api().post("/endpoints/" + inactive.id() + "/enable", ""), 200);
        Api.json(inactive.api().post("/deliveries/" + inactive.deliveries().get(0).get("id").asText() + "/redeliver", ""), 202);
        assertThat(notified(inactive), is(List.of("competition.started 1 {\"n\":1}")));
    }

    private Endpoint full(String... eventTypes) {
        return scenario.anEndpoint().full().coalesced().to(eventTypes).create();
    }

    /** What a full endpoint received, once everything has arrived: event type, number of changes, data. */
    private static List<String> notified(Endpoint endpoint) {
        return endpoint.awaitReceived(endpoint.deliveries().size()).stream().map(Received::json).map(body ->
                body.get("type").asText() + " " + body.at("/meta/changes").asText() + " " + body.get("data"))
                .filter(notified -> !notified.startsWith("organization.")).toList();
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
