package io.carillon.coalescing;

import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Subscriptions;
import io.carillon.json.Flaw;
import io.carillon.message.Addressed;
import io.carillon.message.Outbox;
import io.carillon.platform.FactLog;
import io.carillon.platform.UnitOfWork;
import io.carillon.queue.QueuedMessage;
import io.carillon.rejected.Refusals;
import io.carillon.rejected.RejectedMessages;
import io.carillon.rejected.Rejection;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Applies queued messages in one local transaction: inbox, buckets, instant messages, rejected messages. When a method returns,
 * everything that the messages cause is written, and they may be acknowledged. When it throws, nothing is written, and the
 * queue redelivers them.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Coalescer {

    private static final FactLog LOG = FactLog.of(Coalescer.class);
    private static final int MOST_NOTED = 100;

    @Inject
    private Interpreter interpreter;
    @Inject
    private Inbox inbox;
    @Inject
    private Buckets buckets;
    @Inject
    private Subscriptions subscriptions;
    @Inject
    private Outbox outbox;
    @Inject
    private RejectedMessages rejected;
    @Inject
    private Refusals refusals;

    /** Applies {@code messages}; a change that was applied before has no second effect. */
    public void apply(List<QueuedMessage> messages) {
        List<InterpretedMessage> interpreted = interpreter.interpret(messages);
        List<ResolvedChange> resolved = interpreted.stream().flatMap(message -> message.changes().stream()).toList();
        List<ResolvedChange> fresh = inbox.enter(resolved);
        List<ResolvedChange> loud = fresh.stream().filter(change -> !change.isSilent()).toList();
        if (fresh.size() < resolved.size()) {
            noteRepeated(resolved, fresh);
        }
        raise(loud);
        outbox.write(instant(loud));
        interpreted.forEach(one -> rejected.keep(one.rejections(), one.message()));
        LOG.debug("messages.applied", "messages", messages.size(), "first", messages.get(0).id(), "changes", fresh.size(),
                "repeated", resolved.size() - fresh.size(), "silent", fresh.size() - loud.size(),
                "rejected", interpreted.stream().mapToInt(one -> one.rejections().size()).sum());
    }

    /** A message that the queue delivers again is among them; then the change has had its effect a moment ago. */
    private void noteRepeated(List<ResolvedChange> resolved, List<ResolvedChange> fresh) {
        Set<ResolvedChange> entered = Collections.newSetFromMap(new IdentityHashMap<>());
        entered.addAll(fresh);
        resolved.stream().filter(change -> !entered.contains(change)).limit(MOST_NOTED)
                .forEach(change -> refusals.noteRepeated(change.producer(), change.subject()));
    }

    /** Stores {@code message} as a rejected message, without trying to apply it. */
    public void reject(QueuedMessage message, Flaw flaw) {
        rejected.keep(List.of(Rejection.ofWhole(message, flaw)), message);
    }

    private void raise(List<ResolvedChange> changes) {
        TreeMap<BucketKey, Summary> summaries = new TreeMap<>();
        changes.forEach(change -> summaries.merge(change.key(), change.summary(), Summary::plus));
        buckets.raise(summaries);
    }

    private List<Addressed> instant(List<ResolvedChange> changes) {
        var listeners = subscriptions.of(
                changes.stream().map(change -> change.key().object().organizationId()).collect(Collectors.toSet()),
                DeliveryMode.INSTANT);
        return changes.stream()
                .map(change -> Addressed.to(listeners, change.summary().announce(change.key(), DeliveryMode.INSTANT)))
                .filter(addressed -> !addressed.subscribers().isEmpty()).toList();
    }
}
