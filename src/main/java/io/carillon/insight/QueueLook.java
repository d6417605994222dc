package io.carillon.insight;

import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueueUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Looks whether messages wait in the queue, when that matters: outside of transactions, because the broker may not answer. */
@ApplicationScoped
class QueueLook {

    @Inject
    private ChangeQueue queue;

    /** The same facts, with a look at the queue if they contain no change. */
    Facts look(Facts facts) {
        return facts.whileQueueIs(facts.changes().isEmpty() && facts.rejected().isEmpty() && isWaiting());
    }

    /** Whether messages wait; true when the broker does not answer. */
    boolean isWaiting() {
        try {
            return queue.firstWaiting().isPresent();
        } catch (QueueUnavailable e) {
            return true;
        }
    }
}
