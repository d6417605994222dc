package io.carillon.coalescing;

import static io.carillon.catalog.Operation.CREATE;
import static io.carillon.catalog.Operation.DELETE;
import static io.carillon.catalog.Operation.UPDATE;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.catalog.Operation;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Listening;
import io.carillon.endpoint.Subscriber;
import io.carillon.message.Addressed;
import io.carillon.message.Announcement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What each endpoint gets of an object, given its buckets. */
class ObjectChangesTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final ObjectKey OBJECT = new ObjectKey(7, "team", "t");

    private final Map<String, Summary> buckets = new LinkedHashMap<>();
    private final Map<String, Map<String, Summary>> passed = new LinkedHashMap<>();
    private final Listening listening = new Listening(7);

    @Test
    void theMostSignificantOfWhatAnEndpointSelectsCounts() {
        bucket("team.updated", UPDATE, 3, 5, "{\"n\":1}");
        bucket("team.created", CREATE, 1, 1, "{\"n\":2}");
        bucket("team.deleted", DELETE, 2, 1, null);
        listening.to("ep_all", "*").to("ep_two", "team.created", "team.updated").to("ep_update", "team.updated");

        assertThat(notified(), contains("ep_all: delete team.deleted 7 null", "ep_two: create team.created 6 {\"n\":2}",
                "ep_update: update team.updated 5 {\"n\":1}"));
    }

    @Test
    void amongEquallySignificantOnesTheLatestCounts() {
        bucket("competition.started", UPDATE, 2, 1, "{\"n\":1}");
        bucket("competition.ended", UPDATE, 1, 1, "{\"n\":2}");
        listening.to("ep_all", "*");

        assertThat(notified(), contains("ep_all: update competition.started 2 {\"n\":1}"));
    }

    @Test
    void amongChangesOfOneMomentTheOneThatArrivedLastCounts() {
        buckets.put("competition.ended", Summary.of(UPDATE, NOON, 12, null));
        buckets.put("competition.started", Summary.of(UPDATE, NOON, 11, null));
        listening.to("ep_all", "*");

        assertThat(notified(), contains("ep_all: update competition.ended 2 null"));
    }

    @Test
    void endpointsThatSelectTheSameShareAMessage() {
        bucket("competition.started", UPDATE, 1, 1, null);
        bucket("competition.ended", UPDATE, 2, 1, null);
        listening.to("ep_a", "*").to("ep_b", "competition.ended").to("ep_c", "competition.*", "score.updated")
                .to("ep_d", "competition.ended", "competition.started").inactive("ep_e", "competition.ended")
                .to("ep_f", "score.*");

        assertThat(notified(), contains("ep_a ep_c ep_d: update competition.ended 2 null",
                "ep_b ep_e: update competition.ended 1 null"));
    }

    @Test
    void whatNoEndpointSelectsIsInNoMessage() {
        bucket("competition.started", UPDATE, 1, 1, null);
        listening.to("ep_a", "competition.ended");
        assertThat(notified(), is(empty()));
        assertThat(new ObjectChanges(new ObjectKey(8, "team", "t"), buckets).addressTo(listening.listeners()), is(empty()));
    }

    @Test
    void theMessageSpansFromTheFirstChangeToTheLast() {
        bucket("team.created", CREATE, 4, 1, null);
        buckets.put("team.updated", Summary.of(UPDATE, NOON.plusSeconds(9), 1, null)
                .plus(Summary.of(UPDATE, NOON.plusSeconds(1), 2, null)));
        listening.to("ep_a", "*");

        assertThat(addressed().get(0).announcement(), is(new Announcement(7, "team", "t", "create", "team.created",
                DeliveryMode.COALESCED, 3, NOON.plusSeconds(1), NOON.plusSeconds(9), null)));
    }

    @Test
    void aFilteredEndpointHearsOfWhatPassed() {
        bucket("team.updated", UPDATE, 3, 5, "{\"n\":1}");
        bucket("team.created", CREATE, 1, 1, "{\"n\":2}");
        passed("ep_some", "team.updated", Summary.of(UPDATE, NOON.plusSeconds(2), 1, "{\"n\":9}"));
        listening.to("ep_all", "*").filtered("ep_some", "{\"data\":{\"n\":9}}", "*");

        assertThat(notified(), contains("ep_all: create team.created 6 {\"n\":2}", "ep_some: update team.updated 1 {\"n\":9}"));
    }

    @Test
    void theMostSignificantOfWhatPassedCounts() {
        bucket("team.updated", UPDATE, 3, 5, "{\"n\":1}");
        bucket("team.created", CREATE, 1, 3, "{\"n\":2}");
        passed("ep_some", "team.updated", Summary.of(UPDATE, NOON.plusSeconds(2), 1, "{\"n\":9}"));
        passed("ep_some", "team.created", Summary.of(CREATE, NOON.plusSeconds(1), 1, "{\"n\":9}"));
        listening.filtered("ep_some", "{\"data\":{\"n\":9}}", "*");

        assertThat(notified(), contains("ep_some: create team.created 2 {\"n\":9}"));
    }

    @Test
    void endpointsWhoseFiltersLetEverythingPassShareTheMessageOfAll() {
        bucket("team.updated", UPDATE, 3, 5, "{\"n\":1}");
        passed("ep_a", "team.updated", buckets.get("team.updated"));
        passed("ep_b", "team.updated", Summary.of(UPDATE, NOON.plusSeconds(2), 1, "{\"n\":1}"));
        passed("ep_c", "team.updated", Summary.of(UPDATE, NOON.plusSeconds(2), 1, "{\"n\":1}"));
        listening.to("ep_all", "*");
        List.of("ep_a", "ep_b", "ep_c").forEach(id -> listening.filtered(id, "{\"data\":{\"n\":1}}", "*"));

        assertThat(notified(), contains("ep_all ep_a: update team.updated 5 {\"n\":1}",
                "ep_b ep_c: update team.updated 1 {\"n\":1}"));
    }

    @Test
    void aBucketFromBeforeTheFilterIsJudgedAsAWhole() {
        bucket("team.updated", UPDATE, 3, 5, "{\"n\":1}");
        listening.filtered("ep_late", "{\"data\":{\"n\":1}}", "*").filtered("ep_other", "{\"data\":{\"n\":2}}", "*")
                .filtered("ep_envelope", "{\"resourceId\":\"t\",\"resourceOperation\":\"update\"}", "*");

        assertThat(notified(), contains("ep_late ep_envelope: update team.updated 5 {\"n\":1}"));
    }

    /** What an endpoint gets depends only on what it selects, not on the order of buckets nor on other endpoints. */
    @Test
    void eachSelectionIsSummarisedAsIfNothingElseHadHappened() {
        List<String> eventTypes = List.of("team.created", "team.updated", "team.deleted", "team.member_added");
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Map<String, Summary> all = new LinkedHashMap<>();
            List<String> order = new ArrayList<>(eventTypes);
            Collections.shuffle(order, random);
            order.forEach(eventType -> all.put(eventType,
                    Summary.of(operation(eventType), NOON.plusSeconds(random.nextInt(3)), random.nextInt(1_000), "{}")));
            List<String> selected = eventTypes.stream().filter(one -> random.nextBoolean()).toList();
            Map<String, Summary> some = new LinkedHashMap<>(all);
            some.keySet().retainAll(selected);
            Listening both = new Listening(7).to("ep_all", "*").to("ep_some", selected.toArray(String[]::new));

            List<String> ofSome = notified(new ObjectChanges(OBJECT, all), both).stream()
                    .filter(line -> line.contains("ep_some")).map(line -> line.replaceFirst("^.*: ", "")).toList();

            assertThat(ofSome, is(some.isEmpty() ? List.of() : notified(new ObjectChanges(OBJECT, some),
                    new Listening(7).to("ep_all", "*")).stream().map(line -> line.replaceFirst("^.*: ", "")).toList()));
        }
    }

    /**
     * Changes are filtered, then coalesced: an endpoint with a filter gets what it would get without, had only those changes
     * happened that pass it.
     */
    @Test
    void aFilteredEndpointGetsWhatItWouldGetOfThoseThatPassAlone() {
        Random random = new Random(27);
        for (int round = 0; round < 500; round++) {
            Map<String, Summary> all = new LinkedHashMap<>();
            Map<String, Summary> passing = new LinkedHashMap<>();
            for (int i = 0; i < 6; i++) {
                String eventType = List.of("team.created", "team.updated").get(random.nextInt(2));
                int n = random.nextInt(3);
                Summary change = Summary.of(operation(eventType), NOON.plusSeconds(random.nextInt(3)), i,
                        "{\"n\":" + n + ",\"old_n\":" + i + "}");
                all.merge(eventType, change, Summary::plus);
                if (n == 1) {
                    passing.merge(eventType, change, Summary::plus);
                }
            }
            Listening filtered = new Listening(7).filtered("ep", "{\"data\":{\"n\":1}}", "*");
            ObjectChanges changes = new ObjectChanges(OBJECT, all, true, passing.isEmpty() ? Map.of() : Map.of("ep", passing));

            assertThat(notified(changes, filtered),
                    is(notified(new ObjectChanges(OBJECT, passing), new Listening(7).to("ep", "*"))));
        }
    }

    @Test
    void changesThatNamedAnEndpointAreForItAlone() {
        bucket("team.updated", UPDATE, 3, 5, "{\"n\":1}");
        passed("*ep_named", "team.updated", Summary.of(UPDATE, NOON.plusSeconds(4), 1, "{\"n\":9}").under(new Terms(0, 1)));
        listening.to("ep_all", "*").to("ep_named", "*");

        assertThat(notified(), contains("ep_all: update team.updated 5 {\"n\":1}", "ep_named: update team.updated 6 {\"n\":9}"));
        assertThat(addressed().stream().map(message -> message.announcement().isRestricted()).toList(), contains(false, true));
    }

    @Test
    void whereEveryChangeNamedEndpointsOthersHearNothing() {
        Summary named = Summary.of(CREATE, NOON, 1, "{\"n\":9}").under(new Terms(1, 1));
        buckets.put("team.created", named.withoutChanges());
        passed("*ep_named", "team.created", named);
        passed("*ep_other", "team.created", named);
        listening.to("ep_all", "*").to("ep_named", "*").filtered("ep_filtered", "{\"resourceId\":\"t\"}", "*")
                .to("ep_other", "team.updated");

        assertThat(notified(), contains("ep_named: create team.created 1 {\"n\":9}"));
        assertThat(addressed().get(0).announcement().isOnce(), is(true));
    }

    /** An endpoint gets what it would get if the changes that named only others had not happened. */
    @Test
    void anEndpointGetsWhatItWouldGetWithoutTheChangesThatNamedOthers() {
        Random random = new Random(45);
        for (int round = 0; round < 500; round++) {
            Map<String, Summary> shared = new LinkedHashMap<>();
            Map<String, Summary> named = new LinkedHashMap<>();
            Map<String, Summary> passing = new LinkedHashMap<>();
            Map<String, Summary> heard = new LinkedHashMap<>();
            List<Integer> seconds = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
            Collections.shuffle(seconds, random);
            for (int i : seconds) {
                String eventType = List.of("team.created", "team.updated").get(random.nextInt(2));
                int n = random.nextInt(3);
                Summary change = Summary.of(operation(eventType), NOON.plusSeconds(i), i,
                        "{\"n\":" + n + ",\"old_n\":" + i + "}");
                String target = List.of("all", "it", "another").get(random.nextInt(3));
                Summary said = target.equals("all") ? change : change.under(new Terms(0, 1));
                shared.merge(eventType, target.equals("all") ? change : said.withoutChanges(), Summary::plus);
                if (target.equals("it")) {
                    named.merge(eventType, said, Summary::plus);
                }
                if (!target.equals("another")) {
                    heard.merge(eventType, said, Summary::plus);
                    if (n == 1) {
                        passing.merge(eventType, said, Summary::plus);
                    }
                }
            }
            ObjectChanges changes = new ObjectChanges(OBJECT, shared, true, Map.of("*ep", named, "ep", passing));

            assertThat(notified(changes, new Listening(7).to("ep", "*")),
                    is(notified(new ObjectChanges(OBJECT, heard), new Listening(7).to("ep", "*"))));
            assertThat(notified(changes, new Listening(7).filtered("ep", "{\"data\":{\"n\":1}}", "*")),
                    is(notified(new ObjectChanges(OBJECT, passing), new Listening(7).to("ep", "*"))));
        }
    }

    private void passed(String endpoint, String eventType, Summary summary) {
        passed.computeIfAbsent(endpoint, id -> new LinkedHashMap<>()).put(eventType, summary);
    }

    private static Operation operation(String eventType) {
        return switch (eventType) {
            case "team.created" -> CREATE;
            case "team.deleted" -> DELETE;
            default -> UPDATE;
        };
    }

    private void bucket(String eventType, Operation operation, int second, int changes, String data) {
        Summary one = Summary.of(operation, NOON.plusSeconds(second), second, data);
        buckets.put(eventType, one);
        for (int i = 1; i < changes; i++) {
            buckets.merge(eventType, Summary.of(operation, NOON.plusSeconds(second), second, null), Summary::plus);
        }
    }

    private List<Addressed> addressed() {
        return changes().addressTo(listening.listeners());
    }

    private List<String> notified() {
        return notified(changes(), listening);
    }

    private ObjectChanges changes() {
        return new ObjectChanges(OBJECT, buckets, !passed.isEmpty(), passed);
    }

    private static List<String> notified(ObjectChanges changes, Listening listening) {
        return changes.addressTo(listening.listeners()).stream().map(addressed -> {
            Announcement says = addressed.announcement();
            return String.join(" ", addressed.subscribers().stream().map(Subscriber::endpointId).toList()) + ": "
                    + says.operation() + " " + says.eventType() + " " + says.changes() + " " + says.data();
        }).toList();
    }
}
