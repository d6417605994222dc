package io.carillon.coalescing;

import io.carillon.coalescing.Applied.AtOnce;
import io.carillon.coalescing.PassedBuckets.PassedKey;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Reach;
import io.carillon.endpoint.Subscriber;
import io.carillon.endpoint.Subscriptions;
import io.carillon.endpoint.Subscriptions.Listeners;
import io.carillon.json.Flaw;
import io.carillon.message.Addressed;
import io.carillon.message.Outbox;
import io.carillon.platform.FactLog;
import io.carillon.platform.UnitOfWork;
import io.carillon.queue.QueuedMessage;
import io.carillon.rejected.Refusals;
import io.carillon.rejected.RejectedMessages;
import io.carillon.rejected.Rejection;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    @Resource
    private EJBContext context;
    @Inject
    private Interpreter interpreter;
    @Inject
    private Inbox inbox;
    @Inject
    private Buckets buckets;
    @Inject
    private PassedBuckets passedBuckets;
    @Inject
    private Subscriptions subscriptions;
    @Inject
    private Outbox outbox;
    @Inject
    private RejectedMessages rejected;
    @Inject
    private Refusals refusals;

    /**
     * Applies {@code messages}; a change that was applied before has no second effect. Returns what became of them; nothing if
     * a tick got in the way and they must be applied again ({@link Applied#after}).
     */
    public Optional<Applied> apply(List<QueuedMessage> messages) {
        try {
            return Optional.of(applyNow(messages));
        } catch (ClosedMeanwhile e) {
            context.setRollbackOnly();
            return Optional.empty();
        }
    }

    private Applied applyNow(List<QueuedMessage> messages) {
        List<InterpretedMessage> interpreted = interpreter.interpret(messages);
        List<ResolvedChange> resolved = interpreted.stream().flatMap(message -> message.changes().stream()).toList();
        List<ResolvedChange> fresh = inbox.enter(resolved);
        List<ResolvedChange> unheard = fresh.stream().filter(change -> !change.isSilent()).toList();
        List<ResolvedChange> silent = fresh.stream().filter(ResolvedChange::isSilent).toList();
        List<ResolvedChange> repeated = fresh.size() < resolved.size() ? without(fresh, resolved) : List.of();
        List<ResolvedChange> loud = raise(unheard);
        noteRepeated(repeated);
        noteWarnings(interpreted);
        raisePassed(loud);
        inbox.noteStopped(loud);
        inbox.noteNamed(loud);
        List<AtOnce> instant = instant(loud);
        int deliveries = outbox.write(instant.stream().map(AtOnce::addressed).toList());
        interpreted.forEach(one -> rejected.keep(one.rejections(), one.message()));
        Applied applied = new Applied(interpreted, loud, repeated, silent, instant, deliveries);
        LOG.debug("messages.applied", "messages", messages.size(), "first", messages.get(0).id(), "changes", fresh.size(),
                "repeated", repeated.size(), "silent", silent.size(), "rejected", applied.rejected());
        return applied;
    }

    private static List<ResolvedChange> without(List<ResolvedChange> some, List<ResolvedChange> all) {
        Set<ResolvedChange> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(some);
        return all.stream().filter(change -> !left.contains(change)).toList();
    }

    /** A message that the queue delivers again is among them; then the change has had its effect a moment ago. */
    private void noteRepeated(List<ResolvedChange> repeated) {
        repeated.stream().limit(MOST_NOTED)
                .forEach(change -> refusals.noteRepeated(change.producer(), change.subject()));
    }

    private void noteWarnings(List<InterpretedMessage> interpreted) {
        interpreted.stream().flatMap(message -> message.warnings().stream()).limit(MOST_NOTED).forEach(warning ->
                refusals.noteWarning(warning.change().producer(), warning.change().subject(), warning.flaw()));
    }

    /** Stores {@code message} as a rejected message, without trying to apply it. */
    public Applied reject(QueuedMessage message, Flaw flaw) {
        Rejection whole = Rejection.ofWhole(message, flaw);
        rejected.keep(List.of(whole), message);
        return Applied.nothingOf(message, whole);
    }

    /**
     * Raises the buckets of organizations with coalesced endpoints; the others need none. Returns the changes with the endpoints
     * that are decided about now: instant ones, and coalesced ones with a filter. Where windows are held, these are read once
     * more, because that may have taken a while.
     */
    private List<ResolvedChange> raise(List<ResolvedChange> changes) {
        Set<Long> organizations = changes.stream().map(Coalescer::organizationOf).collect(Collectors.toSet());
        Listeners listeners = subscriptions.atChange(organizations);
        organizations.removeIf(organization -> !listeners.coalesceIn(organization));
        TreeMap<BucketKey, Summary> summaries = new TreeMap<>();
        changes.stream().filter(change -> organizations.contains(organizationOf(change)))
                .forEach(change -> summaries.merge(change.key(), change.shared(), Summary::plus));
        buckets.raise(summaries);
        return heard(changes, listeners.listenIn(organizations)
                ? listeners.with(subscriptions.atChange(organizations), organizations) : listeners);
    }

    private static long organizationOf(ResolvedChange change) {
        return change.key().object().organizationId();
    }

    private static List<ResolvedChange> heard(List<ResolvedChange> changes, Listeners listeners) {
        boolean isQuiet = listeners.isEmpty() && changes.stream().noneMatch(ResolvedChange::namesEndpoints);
        return isQuiet ? changes : changes.stream().map(change -> change.heardBy(listeners)).toList();
    }

    /** What passed the filters of coalesced endpoints, or named endpoints, waits for the tick on its own. */
    private void raisePassed(List<ResolvedChange> changes) {
        TreeMap<PassedKey, Summary> summaries = new TreeMap<>();
        for (ResolvedChange change : changes.stream().filter(one -> one.reach() != Reach.NONE).toList()) {
            Stream.concat(change.reach().passed(DeliveryMode.COALESCED).stream().map(Subscriber::endpointId),
                    change.reach().awaited().stream().map(PassedBuckets::ofNamed)).forEach(endpoint ->
                    summaries.merge(new PassedKey(change.key(), endpoint), change.summary(), Summary::plus));
        }
        passedBuckets.raise(summaries);
    }

    private static List<AtOnce> instant(List<ResolvedChange> changes) {
        List<AtOnce> instant = new ArrayList<>();
        for (ResolvedChange change : changes) {
            List<Subscriber> subscribers = change.reach().passed(DeliveryMode.INSTANT);
            if (!subscribers.isEmpty()) {
                instant.add(new AtOnce(change,
                        new Addressed(change.summary().announce(change.key(), DeliveryMode.INSTANT), subscribers)));
            }
        }
        return instant;
    }
}
