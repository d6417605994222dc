package io.carillon.poll;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.message.DeliveryState;
import io.carillon.message.PolledDelivery;
import io.carillon.problem.ProblemException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters of a poll, and the size of what it returns. */
class PollPositionTest {

    @Test
    void aCursorIsForOneEndpoint() {
        String cursor = PollPosition.cursor("ep_1", 7);
        assertThat(PollPosition.of(cursor, null).place("ep_1", 7), is(7L));
        assertThat(PollPosition.of(null, null).place("ep_1", 7), is(0L));
        assertThrows(ProblemException.class, () -> PollPosition.of(cursor, null).place("ep_2", 7));
        assertThrows(ProblemException.class, () -> PollPosition.of("7", null).place("ep_1", 7));
        assertThrows(ProblemException.class, () -> PollPosition.of("ä", null).place("ep_1", 7));
    }

    /** The database was restored from an older copy: messages would be missed without notice. */
    @Test
    void aCursorThatIsFurtherThanTheEndpointIsRefused() {
        assertThrows(ProblemException.class, () -> PollPosition.of(PollPosition.cursor("ep_1", 7), null).place("ep_1", 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "1000", "x", "1.0"})
    void aLimitIsFrom1To200(String limit) {
        assertThrows(ProblemException.class, PollPosition.of(null, limit)::limit);
    }

    @Test
    void withoutALimitItIs50() {
        assertThat(PollPosition.of(null, null).limit(), is(50));
        assertThat(PollPosition.of(null, "200").limit(), is(200));
    }

    @Test
    void aPageEndsAtTheLimitOrWhenItHasEnoughBytes() {
        assertThat(MessagePoll.pageSize(found(3, 1_000_000), 5), is(3));
        assertThat(MessagePoll.pageSize(found(6, 10), 5), is(5));
        assertThat(MessagePoll.pageSize(found(6, 1_048_576), 5), is(4));
        assertThat(MessagePoll.pageSize(found(6, 5_000_000), 5), is(1));
    }

    private static List<PolledDelivery> found(int count, long size) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PolledDelivery(i + 1, "dl_" + i, "wh_" + i, DeliveryState.AVAILABLE, null,
                        size)).toList();
    }
}
