package io.carillon.deadletter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.database.DatabaseFailure;
import io.carillon.platform.Hand;
import io.carillon.platform.RunningWork;
import io.carillon.queue.DeadLetterCalls;
import io.carillon.queue.QueueProbe;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterListenerTest {

    private final DeadLetterListener listener = new DeadLetterListener();
    private final Hand time = new Hand();
    private final List<String> settled = new ArrayList<>();
    private Exception failure;

    @BeforeEach
    void connect() {
        listener.running = new RunningWork(time.monotonic());
        listener.calls = new DeadLetterCalls(time.monotonic());
        listener.probe = new QueueProbe() {
            @Override
            public boolean isProbe(Message message) throws JMSException {
                return message.propertyExists("a probe");
            }
        };
        listener.deadLetters = new DeadLetters() {
            @Override
            void settle(Message message) throws JMSException {
                time.passes(Duration.ofSeconds(3));
                settled.add(message.getJMSMessageID() + " "
                        + listener.running.stuckFor(Duration.ofSeconds(2)).orElse("not registered"));
                if (failure instanceof JMSException unreadable) {
                    throw unreadable;
                } else if (failure instanceof RuntimeException other) {
                    throw other;
                }
            }
        };
    }

    @Test
    void aMessageIsSettledAsWorkThatLivenessWatches() {
        listener.onMessage(Messages.text("ID:1", "{}", Map.of()));
        assertThat(settled, contains("ID:1 dead-letter listener"));
        assertThat(listener.running.stuckFor(Duration.ZERO), is(Optional.empty()));
    }

    @Test
    void aProbeIsDropped() {
        listener.onMessage(Messages.text("ID:2", "", Map.of("a probe", "x")));
        assertThat(settled, is(empty()));
    }

    @Test
    void aFailureReturnsTheMessageToTheBroker() {
        for (Exception each : List.of(new DatabaseFailure("down", null), new JMSException("unreadable"))) {
            failure = each;
            var thrown = assertThrows(IllegalStateException.class,
                    () -> listener.onMessage(Messages.text("ID:3", "{}", Map.of())));
            assertThat(thrown.getCause(), is(sameInstance(each)));
        }
        assertThat(listener.running.stuckFor(Duration.ZERO), is(Optional.empty()));
    }
}
