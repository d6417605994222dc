package io.carillon.coalescing;

import static io.carillon.catalog.Operation.CREATE;
import static io.carillon.catalog.Operation.DELETE;
import static io.carillon.catalog.Operation.UPDATE;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.catalog.Operation;
import io.carillon.coalescing.Summary.Data;
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
    private static final BucketKey KEY = new BucketKey(new ObjectKey(7, "score", "s"), "score.updated");

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
    void countsChangesAndKeepsTheFirstAndTheLast() {
        Summary summary = of(UPDATE, 2).plus(of(UPDATE, 3)).plus(of(UPDATE, 1));
        assertThat(summary, equalTo(new Summary(UPDATE, 3, NOON.plusSeconds(1), NOON.plusSeconds(3), 3,
                new Data(NOON.plusSeconds(1), "data 1"), new Data(NOON.plusSeconds(3), "data 3"))));
    }

    @Test
    void aChangeWithoutDataLeavesWhatThereWas() {
        Summary summary = withoutData(0).plus(of(UPDATE, 1)).plus(withoutData(2)).plus(of(UPDATE, 3)).plus(withoutData(4));
        assertThat(summary, equalTo(new Summary(UPDATE, 5, NOON, NOON.plusSeconds(4), 4,
                new Data(NOON.plusSeconds(1), "data 1"), new Data(NOON.plusSeconds(3), "data 3"))));
        assertThat(withoutData(1).plus(withoutData(2)).announce(KEY, DeliveryMode.COALESCED).data(), is(nullValue()));
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        List<Summary> changes = new ArrayList<>();
        for (int second = 0; second < 9; second++) {
            changes.add(second % 4 == 0 ? withoutData(second) : of(Operation.values()[second % 3], second));
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
        Summary summary = Summary.of(UPDATE, NOON, 1, "1").plus(Summary.of(UPDATE, NOON, 2, "2"));
        assertThat(summary.lastArrival(), is(2L));
        assertThat(summary.firstData().json(), is("1"));
        assertThat(summary.lastData().json(), is("2"));
    }

    @Test
    void anAnnouncementSaysWhatTheSummaryKnows() {
        Summary summary = Summary.of(UPDATE, NOON, 1, "{\"old_score\":850,\"new_score\":900}")
                .plus(Summary.of(UPDATE, NOON.plusSeconds(1), 2, "{\"old_score\":900,\"new_score\":950}"));
        Announcement announcement = summary.announce(KEY, DeliveryMode.COALESCED);
        assertThat(announcement, equalTo(new Announcement(7, "score", "s", "update", "score.updated", DeliveryMode.COALESCED, 2,
                NOON, NOON.plusSeconds(1), "{\"old_score\":850,\"new_score\":950}")));
        assertThat(summary.occurrence(KEY), equalTo(new Occurrence(7, "score", "s", "update", "score.updated",
                "{\"old_score\":900,\"new_score\":950}")));
    }

    @Test
    void aSummaryWithoutChangesAddsNothing() {
        Summary some = of(UPDATE, 1).plus(of(UPDATE, 3));
        assertThat(some.plus(of(UPDATE, 2).withoutChanges()), equalTo(some));
        assertThat(of(UPDATE, 2).withoutChanges().plus(some), equalTo(some));
        assertThat(of(UPDATE, 2).withoutChanges().hasChanges(), is(false));
    }

    @Test
    void whatIsAnnouncedIsRetriedUnlessAllOfItsChangesSayNo() {
        Summary once = withoutData(1).under(new Terms(1, 0));
        assertThat(once.plus(once).announce(KEY, DeliveryMode.COALESCED).isOnce(), is(true));
        assertThat(once.plus(withoutData(2)).announce(KEY, DeliveryMode.COALESCED).isOnce(), is(false));
        assertThat(withoutData(2).announce(KEY, DeliveryMode.COALESCED).isOnce(), is(false));
    }

    @Test
    void whatIsAnnouncedIsRestrictedIfAnyOfItsChangesNamedEndpoints() {
        Summary named = withoutData(1).under(new Terms(0, 1));
        assertThat(named.plus(withoutData(2)).announce(KEY, DeliveryMode.COALESCED).isRestricted(), is(true));
        assertThat(withoutData(2).announce(KEY, DeliveryMode.COALESCED).isRestricted(), is(false));
    }

    private static Summary of(Operation operation, int second) {
        return Summary.of(operation, NOON.plusSeconds(second), second, "data " + second);
    }

    private static Summary withoutData(int second) {
        return Summary.of(UPDATE, NOON.plusSeconds(second), second, null);
    }

    private static Summary summaryOf(Operation... operations) {
        Summary summary = of(operations[0], 0);
        for (int i = 1; i < operations.length; i++) {
            summary = summary.plus(of(operations[i], i));
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
