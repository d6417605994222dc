package io.carillon.coalescing;

import io.carillon.meter.Meters;
import io.carillon.platform.Causes;
import io.carillon.platform.GroupCommit;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueuedMessage;
import io.carillon.trace.TraceSpan;
import io.carillon.trace.Traces;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Applies in one transaction the messages that the listener's sessions receive at the same time. Each session continues, and
 * acknowledges its message, when that transaction is committed.
 */
@ApplicationScoped
class GroupedCoalescer {

    private static final int LARGEST_GROUP = 64;
    /** A message with a larger body is as much work as a group, and is applied alone. */
    private static final int LARGEST_BODY = 64 * 1024;

    @Inject
    private Coalescer coalescer;
    @Inject
    private Traces traces;
    @Inject
    private AppliedCounts counts;

    private GroupCommit<QueuedMessage> group;

    @PostConstruct
    void open() {
        group = new GroupCommit<>(this::applyTogether, LARGEST_GROUP);
    }

    /** Applies {@code message}; what was applied before has no second effect. Throws when nothing of it is written. */
    void apply(QueuedMessage message) {
        if (traces.isOn()) {
            applyTraced(message);
        } else {
            write(message);
        }
    }

    /** Whether a message of Carillon's own begins a trace was decided when its request came. */
    private void applyTraced(QueuedMessage message) {
        TraceSpan span = traces.process(ChangeQueue.NAME, message.traceparent(), !message.isOurs())
                .with("messaging.message.id", message.id()).with("carillon.protocol", message.protocol().orElse(null));
        try {
            write(message.tracedBy(span.traceparent()));
            span.end();
        } catch (RuntimeException e) {
            span.fail(Causes.root(e).getClass().getName());
            throw e;
        }
    }

    private void write(QueuedMessage message) {
        if (message.body().length > LARGEST_BODY) {
            applyTogether(List.of(message));
        } else {
            group.write(message);
        }
    }

    private void applyTogether(List<QueuedMessage> messages) {
        counts.count(Applied.after(() -> coalescer.apply(messages)));
        Meters.GROUP_SIZE.observe(messages.size(), "messages");
    }
}
