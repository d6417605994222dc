package io.carillon.coalescing;

import io.carillon.platform.GroupCommit;
import io.carillon.queue.QueuedMessage;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Applies the messages that the listener's sessions bring side by side in one transaction. A message goes back to its
 * session when it is committed, and is acknowledged then.
 */
@ApplicationScoped
class GroupedCoalescer {

    private static final int LARGEST_GROUP = 64;
    /** A message with a larger body is as good as a group. */
    private static final int LARGEST_BODY = 64 * 1024;

    @Inject
    private Coalescer coalescer;

    private GroupCommit<QueuedMessage> group;

    @PostConstruct
    void open() {
        group = new GroupCommit<>(coalescer::apply, LARGEST_GROUP);
    }

    /** Gives {@code message} its effect, a second time none; throws when nothing of it is written. */
    void apply(QueuedMessage message) {
        if (message.body().length > LARGEST_BODY) {
            coalescer.apply(List.of(message));
        } else {
            group.write(message);
        }
    }
}
