package io.carillon.rejected;

import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueueUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Puts rejected messages back on the queue, one at a time. A message is marked before it is sent, because it may have had its
 * effect before sending returns; the mark is removed when the broker does not confirm the message. Use it outside a transaction:
 * a JMS session would join it and end without sending.
 */
@ApplicationScoped
class Requeueing {

    private static final FactLog LOG = FactLog.of(Requeueing.class);
    /** An older mark is ignored: the process that set it may have died before it sent the message. */
    private static final Duration MARK_HOLDS = Duration.ofMinutes(10);
    private static final String ON_QUEUE = "is already on the queue.";

    @Inject
    RejectedMessages messages;
    @Inject
    ChangeQueue queue;
    @Inject
    Database database;

    /**
     * Puts one message of a job back, unless it was put back shortly before {@code start}, the start of the job. A later mark may
     * be the job's own, from a node that died before it sent the message: then it is sent again, and still takes effect once.
     */
    PutBack putBack(String id, Instant start) {
        try {
            Optional<RejectedMessage> message = messages.find(id);
            if (message.isEmpty()) {
                return PutBack.GONE;
            }
            return isOnQueue(message.get(), start) ? PutBack.impossible(ON_QUEUE) : putBack(message.get());
        } catch (DatabaseFailure e) {
            return PutBack.unconfirmed("was not sent: " + Causes.root(e).getMessage());
        }
    }

    private boolean isOnQueue(RejectedMessage message, Instant start) {
        Instant requeuedAt = message.requeuedAt();
        return requeuedAt != null && requeuedAt.isBefore(start) && requeuedAt.isAfter(database.now().minus(MARK_HOLDS));
    }

    PutBack putBack(RejectedMessage message) {
        if (!message.canBeRequeued()) {
            return PutBack.impossible("cannot be requeued, because its complete body was not kept (type "
                    + message.jmsType() + ", " + message.bodySize() + " bytes kept).");
        }
        Instant now = now();
        return messages.markRequeued(message.id(), now) == 0 ? PutBack.GONE : sendMarked(message, now);
    }

    /**
     * Puts {@code message} back with {@code text} in place of its body, unless it is on the queue already: if the two bodies give
     * their changes different ids, both would take effect.
     */
    PutBack correct(RejectedMessage message, byte[] text) {
        Instant now = now();
        if (messages.markRequeuedUnlessMarked(message.id(), now, now.minus(MARK_HOLDS)) == 1) {
            return sendMarked(message.corrected(text), now);
        }
        return messages.find(message.id()).isEmpty() ? PutBack.GONE : PutBack.impossible(ON_QUEUE);
    }

    /** As the column has it. */
    private Instant now() {
        return database.now().truncatedTo(ChronoUnit.MICROS);
    }

    private PutBack sendMarked(RejectedMessage message, Instant now) {
        PutBack result = send(message, now);
        if (result.result() == PutBack.Result.DONE) {
            LOG.debug("rejected.requeued", "id", message.id(), "jms-message", message.jmsMessageId());
        } else {
            messages.unmarkRequeued(message.id());
            LOG.warn("rejected.not-requeued", "id", message.id(), "detail", result.reason());
        }
        return result;
    }

    private PutBack send(RejectedMessage message, Instant now) {
        try {
            queue.requeue(message.stamp(), message.body());
            return PutBack.done(now);
        } catch (QueueUnavailable e) {
            return PutBack.unconfirmed("was not confirmed by the broker: "
                    + Objects.requireNonNullElse(e.getCause().getMessage(), "no answer in time"));
        } catch (RejectedExecutionException e) {
            return PutBack.unconfirmed("was not sent, because the node is stopping");
        } catch (RuntimeException e) {
            String incident = Ids.next("in");
            LOG.error("rejected.send-failed", e, "incident", incident, "id", message.id());
            return PutBack.unconfirmed("was not sent. The server's log has the details under " + incident);
        }
    }
}
