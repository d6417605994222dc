package io.carillon.coalescing;

import static io.carillon.catalog.Operation.CREATE;
import static io.carillon.catalog.Operation.DELETE;
import static io.carillon.catalog.Operation.UPDATE;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.carillon.catalog.Operation;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Occurrence;
import io.carillon.message.Announcement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final Instant NOON = Instant.parse("2025-06-09T12:00:00Z");

    @Test
    void theDocumentsExampleCreatedAndUpdatedIsACreate() {
        assertThat(summaryOf(CREATE, UPDATE).operation(), is(CREATE));
    }

    @Test
    void deleteWinsEvenWhenTheObjectIsCreatedAgain() {
        assertThat(summaryOf(DELETE, CREATE, UPDATE).operation(), is(DELETE));
    }

    @Test
    void everySequenceOfUpToSixOperationsAgreesWithTheDocumentsOrder() {
        for (int length = 1; length <= 6; length++) {
            for (int number = 0; number < Math.pow(3, length); number++) {
                Operation[] sequence = sequence(number, length);
                assertThat(List.of(sequence).toString(), summaryOf(sequence).operation(), is(model(sequence)));
            }
        }
    }

    @Test
    void theEventTypeIsTheLatestAmongTheMostSignificant() {
        Summary summary = of(UPDATE, "competition.started", 1).plus(of(UPDATE, "competition.ended", 2))
                .plus(of(UPDATE, "competition.started", 0));
        assertThat(summary.eventType(), is("competition.ended"));
    }

    @Test
    void countsChangesAndKeepsTheFirstAndTheLast() {
        Summary summary = of(UPDATE, "b", 2).plus(of(UPDATE, "c", 3)).plus(of(UPDATE, "a", 1));
        assertThat(summary, equalTo(new Summary(UPDATE, "c", NOON.plusSeconds(3), 3, NOON.plusSeconds(1),
                NOON.plusSeconds(3), "data 1", "data 3")));
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        List<Summary> changes = new ArrayList<>();
        for (int second = 0; second < 9; second++) {
            changes.add(of(Operation.values()[second % 3], "event " + second, second));
        }
        Summary inOrder = changes.stream().reduce(Summary::plus).orElseThrow();
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            Collections.shuffle(changes, random);
            assertThat(changes.stream().reduce(Summary::plus).orElseThrow(), equalTo(inOrder));
        }
    }

    @Test
    void theLaterOneWinsWhenTimesAreEqual() {
        Summary summary = Summary.of(UPDATE, "first", NOON, "1").plus(Summary.of(UPDATE, "second", NOON, "2"));
        assertThat(summary.eventType(), is("second"));
        assertThat(summary.firstData(), is("1"));
        assertThat(summary.lastData(), is("2"));
    }

    @Test
    void anAnnouncementSaysWhatTheSummaryKnows() {
        Summary summary = Summary.of(CREATE, "score.created", NOON, "{\"old_score\":850,\"new_score\":900}")
                .plus(Summary.of(UPDATE, "score.updated", NOON.plusSeconds(1), "{\"old_score\":900,\"new_score\":950}"));
        Announcement announcement = summary.announce(new BucketKey(7, "score", "s"), DeliveryMode.COALESCED);
        assertThat(announcement, equalTo(new Announcement(7, "score", "s", "create", "score.created", DeliveryMode.COALESCED, 2,
                NOON, NOON.plusSeconds(1), "{\"old_score\":850,\"new_score\":950}")));
        assertThat(announcement.occurrence(), equalTo(new Occurrence(7, "score.created", announcement.data())));
    }

    private static Summary of(Operation operation, String eventType, int second) {
        return Summary.of(operation, eventType, NOON.plusSeconds(second), "data " + second);
    }

    private static Summary summaryOf(Operation... operations) {
        Summary summary = of(operations[0], "event", 0);
        for (int i = 1; i < operations.length; i++) {
            summary = summary.plus(of(operations[i], "event", i));
        }
        return summary;
    }

    private static Operation[] sequence(int number, int length) {
        Operation[] sequence = new Operation[length];
        for (int i = 0, rest = number; i < length; i++, rest /= 3) {
            sequence[i] = List.of(CREATE, UPDATE, DELETE).get(rest % 3);
        }
        return sequence;
    }

    /** The document's table, read aloud. */
    private static Operation model(Operation... sequence) {
        List<Operation> all = List.of(sequence);
        return all.contains(DELETE) ? DELETE : all.contains(CREATE) ? CREATE : UPDATE;
    }
}
