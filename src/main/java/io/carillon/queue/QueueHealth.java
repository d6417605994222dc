package io.carillon.queue;

import static io.carillon.settings.Setting.BROKER_URL;

import io.carillon.platform.BackgroundHealth;
import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only while the broker takes messages and this node handles them. Every few seconds, on a thread of its own, it looks at
 * the first message that waits, and sends a {@link QueueProbe} if this node has had nothing to do. So a broker that forgot its
 * consumers is noticed even without traffic.
 */
@Readiness
@ApplicationScoped
class QueueHealth extends BackgroundHealth {

    static final String NO_ANSWER = "The broker does not answer.";
    static final String NOT_TAKEN = "The broker does not accept messages.";
    static final String NOT_HANDLED = "Messages wait in the queue and are not handled.";
    static final String DEAD_LETTERS = "Messages wait in the dead-letter queue and are not handled.";
    private static final FactLog LOG = FactLog.of(QueueHealth.class);
    private static final Duration PAUSE = Duration.ofMillis(2_500);
    private static final Duration VALID_FOR = Duration.ofSeconds(6);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration STALLED = Duration.ofSeconds(8);
    /** Longer than the pause before a dead letter is delivered again. */
    private static final Duration DEAD_LETTERS_STALLED = Duration.ofSeconds(40);

    @Inject
    private ChangeQueue queue;
    @Inject
    private QueueProbe probe;
    @Inject
    private DeadLetterCalls deadLetterCalls;
    @Inject
    private Settings settings;

    private final OutageLog outage = OutageLog.of(LOG, "queue.stalled", "queue.moving");
    private FirstMessage change;
    private FirstMessage deadLetter;

    QueueHealth() {
        super("queue", PAUSE, VALID_FOR, NO_ANSWER);
    }

    @PostConstruct
    void watch() {
        change = new FirstMessage(clock());
        deadLetter = new FirstMessage(clock());
    }

    @Override
    protected Optional<String> fault() {
        Optional<String> fault = look();
        fault.ifPresentOrElse(outage::failed, outage::succeeded);
        return fault;
    }

    private Optional<String> look() {
        boolean isStalled;
        try {
            isStalled = isStalled(queue.firstWaiting());
            deadLetter.see(queue.firstDeadLetter());
        } catch (QueueUnavailable e) {
            return Optional.of(NO_ANSWER);
        }
        if ((probe.isQuietFor(IDLE) || queue.isRefused()) && !probe.isUnderWay()) {
            try {
                queue.send(probe);
            } catch (QueueUnavailable e) {
                return Optional.of(NOT_TAKEN);
            }
        }
        if (isStalled) {
            return Optional.of(NOT_HANDLED);
        }
        return deadLetter.waitsFor(DEAD_LETTERS_STALLED) && deadLetterCalls.areOverFor(DEAD_LETTERS_STALLED)
                ? Optional.of(DEAD_LETTERS) : Optional.empty();
    }

    /**
     * Whether messages wait although this node does nothing. That lasts until its listener has handled something. With an
     * external broker an empty queue means that another node took the probe.
     */
    private boolean isStalled(Optional<String> waiting) {
        change.see(waiting);
        if (waiting.isEmpty() && settings.isSet(BROKER_URL)) {
            probe.queueIsEmpty();
        }
        return probe.isQuietFor(STALLED) && (change.waitsFor(STALLED) || probe.isUnansweredFor(STALLED));
    }
}
