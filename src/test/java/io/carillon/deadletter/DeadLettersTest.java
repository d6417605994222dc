package io.carillon.deadletter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.coalescing.Applied;
import io.carillon.coalescing.AppliedCounts;
import io.carillon.coalescing.Coalescer;
import io.carillon.crypto.Ciphers;
import io.carillon.database.DatabaseFailure;
import io.carillon.json.Flaw;
import io.carillon.platform.Hand;
import io.carillon.queue.MessageReader;
import io.carillon.queue.OriginSeal;
import io.carillon.queue.QueuedMessage;
import io.carillon.quota.ChangesToday;
import io.carillon.statistics.ChangeCounts;
import io.carillon.statistics.DeliveryCounts;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final FakeCoalescer coalescer = new FakeCoalescer();
    private final DeadLetters deadLetters =
            new DeadLetters(coalescer, new MessageReader(new OriginSeal(Ciphers.withKeyOf(1)), new Hand()),
                    new AppliedCounts(new ChangeCounts(Clock.systemUTC()), new DeliveryCounts(Clock.systemUTC()),
                            new NoLimits()));

    private static final class NoLimits extends ChangesToday {
        @Override
        public boolean isOn() {
            return false;
        }
    }

    @Test
    void aMessageThatCanNowBeAppliedIsNotRejected() throws JMSException {
        deadLetters.settle(Messages.text("ID:1", "{}", Map.of()));
        assertThat(coalescer.applied, contains("ID:1 text {}"));
        assertThat(coalescer.rejected, is(empty()));
    }

    @Test
    void aMessageThatFailsAgainIsRejectedWithItsPlaceInTheLog() throws JMSException {
        coalescer.failure = new IllegalStateException("outer", new ArithmeticException("inner"));
        deadLetters.settle(Messages.text("ID:2", "[]", Map.of()));
        assertThat(coalescer.applied, contains("ID:2 text []"));
        assertThat(coalescer.rejected, contains(startsWith("ID:2 dead-letter: failed too often. The server's log has the details"
                + " under in_")));
    }

    @Test
    void aMessageThatOverflowsTheStackIsRejected() throws JMSException {
        coalescer.failure = new StackOverflowError("deep");
        deadLetters.settle(Messages.text("ID:5", "[]", Map.of()));
        assertThat(coalescer.rejected, contains(startsWith("ID:5 dead-letter: failed too often")));
    }

    @Test
    void anExpiredMessageIsRejectedWithoutATry() throws JMSException {
        deadLetters.settle(Messages.text("ID:3", "{}", Map.of("_AMQ_ACTUAL_EXPIRY", 1_795_286_875_000L)));
        assertThat(coalescer.applied, is(empty()));
        assertThat(coalescer.rejected, contains("ID:3 expired: was not read before its time to live ended"));
    }

    @Test
    void aMessageThatTheDatabaseNeitherAppliesNorRejectsGoesBack() {
        coalescer.failure = new DatabaseFailure("apply", null);
        coalescer.failureOfRejection = new DatabaseFailure("reject", null);
        var thrown = assertThrows(DatabaseFailure.class, () -> deadLetters.settle(Messages.text("ID:4", "{}", Map.of())));
        assertThat(thrown.getMessage(), is("reject"));
        assertThat(coalescer.rejected, is(empty()));
    }

    /** Records what it gets, and fails on request. */
    private static final class FakeCoalescer extends Coalescer {

        private static final Applied NOTHING = new Applied(List.of(), List.of(), List.of(), List.of(), List.of(), 0);
        private final List<String> applied = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();
        private Throwable failure;
        private RuntimeException failureOfRejection;

        @Override
        public Optional<Applied> apply(List<QueuedMessage> messages) {
            messages.forEach(message -> applied.add(message.id() + " " + message.type() + " "
                    + new String(message.body(), StandardCharsets.UTF_8)));
            if (failure instanceof Error error) {
                throw error;
            } else if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            return Optional.of(NOTHING);
        }

        @Override
        public Applied reject(QueuedMessage message, Flaw flaw) {
            if (failureOfRejection != null) {
                throw failureOfRejection;
            }
            rejected.add(message.id() + " " + flaw.reason() + flaw.pointer() + ": " + flaw.detail());
            return NOTHING;
        }
    }
}
