package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.platform.MonotonicClock;
import io.carillon.queue.QueueStates.Access;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is known of the queues when the broker says nothing. */
class QueueAccessTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SilentQueue queue = new SilentQueue();
    private final QueueStates states = new QueueStates(queue, MonotonicClock.of(nanos::get));

    @Test
    void aBrokerThatRefusesIsNotAskedEachTime() {
        queue.failure = new JMSSecurityRuntimeException("no permission");
        assertThat(states.read(), is(new QueueStates.Reading(Access.NOT_PERMITTED, Map.of())));
        assertThat(states.read().access(), is(Access.NOT_PERMITTED));
        assertThat(queue.asked, is(1));
        nanos.addAndGet(Duration.ofMinutes(6).toNanos());
        queue.failure = new JMSSecurityException("no permission");
        assertThat(states.read().access(), is(Access.NOT_PERMITTED));
        assertThat(queue.asked, is(2));
    }

    @Test
    void aBrokerThatIsAwayIsAskedAgain() {
        queue.failure = new JMSException("not connected");
        assertThat(states.read(), is(new QueueStates.Reading(Access.AWAY, Map.of())));
        queue.failure = null;
        assertThat(states.read().access(), is(Access.READABLE));
        assertThat(queue.asked, is(2));
    }

    /** Fails in the way that a test asks for, or answers nothing. */
    private static final class SilentQueue extends ChangeQueue {

        private Exception failure;
        private int asked;

        @Override
        void run(Sending step) {
            asked++;
            if (failure != null) {
                throw new QueueUnavailable(failure);
            }
        }
    }
}
