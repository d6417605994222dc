package io.carillon.insight;

import static io.carillon.endpoint.DeliveryMode.COALESCED;
import static io.carillon.endpoint.DeliveryMode.INSTANT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.endpoint.DeliveryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which changes a message covers, computed from histories. Times are seconds after noon, a window has 60. */
class CoverageTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final List<ReportedChange> changes = new ArrayList<>();
    private final List<SentMessage> messages = new ArrayList<>();
    private final Map<String, Set<String>> selections = new HashMap<>();

    private Instant awaitedFrom = Instant.MIN;

    @Test
    void aMessageCoversTheChangesOfItsWindow() {
        change("a", 3, "team.updated");
        change("b", 40, "team.updated");
        change("c", 61, "team.updated");
        coalesced("m1", 60, 2, "team.updated");
        coalesced("m2", 120, 1, "team.updated");
        assertThat(covered("m1"), is("a b"));
        assertThat(covered("m2"), is("c"));
    }

    /** Decision 33: what came before the first coalesced endpoint is in no bucket. */
    @Test
    void aMessageCoversWhatCameAfterItsEndpoint() {
        change("a", 3, "team.updated");
        change("b", 40, "team.updated");
        change("c", 50, "team.updated");
        coalesced("m", 60, 1, "team.updated");
        awaitedFrom = at(45);
        assertThat(covered("m"), is("c"));
    }

    /** The count says that another endpoint of the organization was there before. */
    @Test
    void aMessageCoversWhatCameBeforeItsEndpointIfOthersWaited() {
        change("a", 3, "team.updated");
        change("b", 40, "team.updated");
        coalesced("m", 60, 2, "team.updated");
        awaitedFrom = at(30);
        assertThat(covered("m"), is("a b"));
    }

    /** Decision 15: one window, one message for each selection of event types. */
    @Test
    void eachMessageCoversWhatItsEndpointsSelect() {
        change("started", 3, "competition.started");
        change("ended", 9, "competition.ended");
        change("score", 20, "score.updated");
        coalesced("all", 60, 3, "competition.started", "competition.ended", "score.updated");
        coalesced("started only", 60.1, 1, "competition.started");
        coalesced("both", 60.2, 2, "competition.started", "competition.ended");
        assertThat(covered("all"), is("started ended score"));
        assertThat(covered("started only"), is("started"));
        assertThat(covered("both"), is("started ended"));
    }

    /** No endpoint selected anything then, so no message marks the end of that window. */
    @Test
    void whatWasReportedBeforeTheWindowIsInNone() {
        change("a", 3, "team.updated");
        change("b", 62, "team.updated");
        change("c", 70, "team.updated");
        coalesced("m", 120, 2, "team.updated");
        assertThat(covered("m"), is("b c"));
    }

    @Test
    void aLateTickCoversMoreThanItsWindow() {
        change("a", 3, "team.updated");
        change("b", 130, "team.updated");
        change("c", 300, "team.updated");
        coalesced("m", 307, 3, "team.updated");
        assertThat(covered("m"), is("a b c"));
    }

    @Test
    void afterALateTickTheWindowBeginsAtItsClosing() {
        change("a", 3, "team.updated");
        change("b", 62, "team.updated");
        change("c", 119, "team.updated");
        coalesced("late", 90, 2, "team.updated");
        coalesced("m", 120, 1, "team.updated");
        assertThat(covered("late"), is("a b"));
        assertThat(covered("m"), is("c"));
    }

    /** Its transaction entered it before the tick, and raised the bucket after it. */
    @Test
    void aChangeThatCrossedTheTickBelongsToTheNextMessage() {
        change("a", 3, "team.updated");
        change("crossed", 60, "team.updated");
        change("b", 80, "team.updated");
        coalesced("m1", 60.5, 1, "team.updated");
        coalesced("m2", 120.2, 2, "team.updated");
        assertThat(covered("m1"), is("a ?"));
        assertThat(covered("m2"), is("crossed b ?"));
    }

    @Test
    void whatIsNotKeptAnyMoreMakesTheAnswerInexact() {
        change("b", 40, "team.updated");
        coalesced("m", 60, 2, "team.updated");
        assertThat(covered("m"), is("b ?"));
    }

    @Test
    void anInstantMessageCoversTheChangeBeforeIt() {
        change("a", 3, "team.updated");
        change("other", 10, "team.created");
        change("b", 11, "team.updated");
        instant("m1", 3.1, "team.updated");
        instant("m2", 11.1, "team.updated");
        coalesced("sum", 60, 2, "team.updated");
        assertThat(covered("m1"), is("a"));
        assertThat(covered("m2"), is("b"));
        assertThat(covered("sum"), is("a b"));
        assertThat(coverage().messagesOf(changes.get(0)), is(List.of("m1", "sum")));
        assertThat(coverage().messagesOf(changes.get(1)), is(List.of()));
    }

    @Test
    void instantMessagesOfOneGroupAreGivenOutInOrderAndNotExactly() {
        change("a", 3, "team.updated");
        change("b", 3.01, "team.updated");
        change("c", 3.02, "team.updated");
        instant("m1", 3.1, "team.updated");
        instant("m2", 3.11, "team.updated");
        instant("m3", 3.12, "team.updated");
        assertThat(covered("m1"), is("a ?"));
        assertThat(covered("m2"), is("b ?"));
        assertThat(covered("m3"), is("c ?"));
    }

    /** The endpoint came between the two changes. */
    @Test
    void aChangeBeforeTheFirstInstantMessageHasNone() {
        change("a", 3, "team.updated");
        change("b", 30, "team.updated");
        instant("m", 30.1, "team.updated");
        assertThat(covered("m"), is("b"));
        assertThat(coverage().messagesOf(changes.get(0)), is(List.of()));
    }

    /** Histories as the service makes them, without changes close to a tick: each message gets exactly its own. */
    @Test
    void inAnyHistoryEveryMessageGetsItsOwnChanges() {
        List<String> eventTypes = List.of("team.created", "team.updated", "team.deleted");
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            changes.clear();
            messages.clear();
            selections.clear();
            List<Set<String>> endpoints = List.of(Set.copyOf(eventTypes), Set.of(eventTypes.get(random.nextInt(3))),
                    eventTypes.stream().filter(any -> random.nextBoolean()).collect(Collectors.toSet()));
            Map<String, List<String>> expected = new HashMap<>();
            for (int window = 0; window < 5; window++) {
                List<ReportedChange> inWindow = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    change("c" + changes.size(), window * 60 + 2 + random.nextInt(50) + i / 100.0,
                            eventTypes.get(random.nextInt(3)));
                    inWindow.add(changes.get(changes.size() - 1));
                }
                for (Set<String> selection : Set.copyOf(endpoints)) {
                    List<String> selected = inWindow.stream().filter(change -> selection.contains(change.announcedAs()))
                            .map(ReportedChange::id).toList();
                    if (!selected.isEmpty()) {
                        String id = "w" + window + selection;
                        coalesced(id, window * 60 + 60.3, selected.size(), selection.toArray(String[]::new));
                        expected.put(id, selected);
                    }
                }
            }
            Coverage coverage = coverage();
            expected.forEach((id, ids) -> {
                assertThat(id, coverage.by(id).changes().stream().map(ReportedChange::id).collect(Collectors.toSet()),
                        is(Set.copyOf(ids)));
                assertThat(id, coverage.by(id).isExact(), is(true));
            });
        }
    }

    private void change(String id, double second, String eventType) {
        changes.add(new ReportedChange(7, "p/" + id, at(second), eventType, "team", eventType, "team", "update", 7L, "t",
                Set.of(), null, null));
    }

    private void coalesced(String id, double second, int count, String... selection) {
        message(id, second, count, COALESCED, selection);
    }

    private void instant(String id, double second, String eventType) {
        message(id, second, 1, INSTANT, eventType);
    }

    private void message(String id, double second, int count, DeliveryMode mode, String... selection) {
        messages.add(new SentMessage(id, 7, "team", selection[0], "update", mode, count, at(second), null, false));
        selections.put(id, Set.of(selection));
    }

    private static Instant at(double second) {
        return NOON.plusMillis(Math.round(second * 1_000));
    }

    private Coverage coverage() {
        return Coverage.of(changes, messages, WINDOW, (message, change) ->
                selections.get(message.id()).contains(change.announcedAs()), (message, change) -> true,
                (message, change) -> !change.receivedAt().isBefore(awaitedFrom));
    }

    /** The ids of the covered changes, with a question mark if the answer is not exact. */
    private String covered(String messageId) {
        Coverage.Covered covered = coverage().by(messageId);
        return covered.changes().stream().map(ReportedChange::id).collect(Collectors.joining(" "))
                + (covered.isExact() ? "" : " ?");
    }
}
