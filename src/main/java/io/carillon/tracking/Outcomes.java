package io.carillon.tracking;

import static io.carillon.settings.Setting.RETRY_SCHEDULE;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import io.carillon.database.Database;
import io.carillon.endpoint.EndpointHealth;
import io.carillon.endpoint.EndpointPauses;
import io.carillon.endpoint.RetryMode;
import io.carillon.message.Deliveries;
import io.carillon.message.DeliveriesWritten;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.message.NextState;
import io.carillon.message.Turns;
import io.carillon.operations.CollectedNotices;
import io.carillon.operations.FailedDelivery;
import io.carillon.operations.Notices;
import io.carillon.operations.OperationalEvent;
import io.carillon.platform.FactLog;
import io.carillon.platform.UnitOfWork;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.Verdict;
import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Records the outcomes of many attempts in one transaction: the next states of the deliveries, the attempts, and the health of
 * the endpoints. Rows are locked in the order of their ids. Only the newest claim of a delivery may record; an overtaken claim
 * (its lease ended while its node was suspended) changes nothing.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Outcomes {

    private static final FactLog LOG = FactLog.of(Outcomes.class);
    @Inject
    private Database database;
    @Inject
    private Deliveries deliveries;
    @Inject
    private Turns turns;
    @Inject
    private Event<DeliveriesWritten> due;
    @Inject
    private Attempts attempts;
    @Inject
    private EndpointHealth health;
    @Inject
    private EndpointPauses pauses;
    @Inject
    private Notices notices;
    @Inject
    private CollectedNotices collected;
    @Inject
    private Settings settings;

    private RetrySchedule schedule;

    @PostConstruct
    void readSettings() {
        schedule = new RetrySchedule(settings.durations(RETRY_SCHEDULE), () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Records {@code batch}, all or none; outcomes that were recorded before change nothing. Returns those it recorded. */
    public List<Recorded> record(List<Outcome> batch) {
        Now now = new Now();
        List<Settlement> settled = settle(batch.stream().sorted(Comparator.comparing(outcome -> outcome.delivery().id()))
                .map(outcome -> settlement(outcome, now)).toList());
        attempts.write(settled.stream().map(Settlement::outcome).toList());
        passTurns(settled);
        judge(settled, now);
        collected.report(settled.stream().filter(one -> one.state() == DeliveryState.FAILED).map(Settlement::failed).toList());
        settled.forEach(Outcomes::log);
        return settled.stream().map(settlement -> new Recorded(settlement.outcome, settlement.state())).toList();
    }

    /** What waits for deliveries that ended is due now. */
    private void passTurns(List<Settlement> settled) {
        List<Settlement> ordered = settled.stream().filter(one -> one.outcome.delivery().endpoint().flow().hasTurns()).toList();
        if (!ordered.isEmpty()) {
            Map<Boolean, List<String>> byEnd = ordered.stream().filter(one -> one.hasEnded() || one.isFirst())
                    .collect(partitioningBy(Settlement::hasEnded, mapping(one -> one.outcome.delivery().id(), toList())));
            if (turns.pass(byEnd.get(true), byEnd.get(false))) {
                due.fire(new DeliveriesWritten());
            }
        }
    }

    private Settlement settlement(Outcome outcome, Now now) {
        Verdict verdict = outcome.verdict();
        Optional<Duration> again = verdict.isSuccess() || verdict.isGone() ? Optional.empty()
                : retry(outcome.delivery(), outcome.result());
        return new Settlement(outcome, verdict, again, again.map(delay -> now.get().plus(delay)).orElse(null));
    }

    private Optional<Duration> retry(Delivery delivery, DeliveryResult result) {
        if (delivery.endpoint().retry() == RetryMode.NONE || delivery.message().isOnce()) {
            return Optional.empty();
        }
        Duration retryAfter = result instanceof Answered answered ? answered.retryAfter() : null;
        return schedule.delayAfter(delivery.attemptsOfSchedule() + 1, retryAfter);
    }

    /** Returns those that no newer claim has overtaken. */
    private List<Settlement> settle(List<Settlement> settlements) {
        Set<NextState> recorded = deliveries.record(settlements.stream().map(Settlement::next).toList());
        settlements.stream().filter(settlement -> !recorded.contains(settlement.next())).forEach(overtaken ->
                LOG.warn("delivery.overtaken", "id", overtaken.outcome.delivery().id(), "attempt", overtaken.outcome.attempt()));
        return settlements.stream().filter(settlement -> recorded.contains(settlement.next())).toList();
    }

    /** Updates the health of the endpoints, one endpoint after the other, each in the order of its attempts. */
    private void judge(List<Settlement> settled, Now now) {
        SortedMap<String, List<Settlement>> byEndpoint = settled.stream()
                .sorted(Comparator.comparing(settlement -> settlement.outcome.result().startedAt()))
                .collect(groupingBy(settlement -> settlement.outcome.delivery().endpoint().id(), TreeMap::new,
                        toList()));
        Set<String> unproven = health.unproven(byEndpoint.keySet());
        byEndpoint.forEach((endpointId, settlements) -> {
            boolean isProven = !unproven.contains(endpointId);
            for (Settlement settlement : settlements) {
                boolean success = settlement.verdict.isSuccess();
                if (!isProven || !success) {
                    judge(endpointId, settlement.verdict, now);
                }
                isProven = success;
            }
            settlements.stream().map(settlement -> settlement.outcome.result().pause()).flatMap(Optional::stream)
                    .max(Comparator.naturalOrder()).ifPresent(length -> pauses.pause(endpointId, length));
        });
    }

    /** Updates the health of the endpoint, and reports a notice when it has recovered or is disabled. */
    private void judge(String endpointId, Verdict verdict, Now now) {
        if (verdict.isSuccess()) {
            health.succeeded(endpointId).ifPresent(endpoint ->
                    notices.report(OperationalEvent.RECOVERED, endpoint, "The endpoint succeeded again."));
        } else if (verdict.isGone()) {
            String reason = "The receiver answered 410 Gone.";
            health.disable(endpointId, reason).ifPresent(endpoint ->
                    notices.report(OperationalEvent.DISABLED, endpoint, reason));
        } else if (!verdict.isOurs()) {
            health.failed(endpointId, now.get());
        }
    }

    /** A success is the rule and a fact for developers, anything else one for operators. */
    private static void log(Settlement settlement) {
        Delivery delivery = settlement.outcome.delivery();
        LOG.at(settlement.verdict.isSuccess() ? Level.DEBUG : Level.INFO, "delivery.attempted",
                "id", delivery.id(), "message", delivery.message().id(),
                "endpoint", delivery.endpoint().id(), "event", delivery.message().eventType(),
                "attempt", settlement.outcome.attempt(), "outcome", settlement.verdict.outcome(),
                "status", settlement.verdict.status(), "ms", settlement.outcome.result().millis(),
                "next", settlement.again.orElse(null), "detail", settlement.verdict.detail());
    }

    /** The time in the database, which is asked for it at most once, and not at all if every attempt succeeded. */
    private final class Now {
        private Instant time;

        Instant get() {
            if (time == null) {
                time = database.now();
            }
            return time;
        }
    }

    /** An outcome, and the state that its delivery has after it unless it was cancelled meanwhile. */
    public record Recorded(Outcome outcome, DeliveryState state) {
    }

    /** The effect of an outcome on its delivery: after what delay and when the next attempt is due, if there is one. */
    private record Settlement(Outcome outcome, Verdict verdict, Optional<Duration> again, Instant due) {

        DeliveryState state() {
            return verdict.isSuccess() ? DeliveryState.SUCCEEDED
                    : again.isPresent() ? DeliveryState.PENDING : DeliveryState.FAILED;
        }

        boolean hasEnded() {
            return state() != DeliveryState.PENDING;
        }

        /** Whether it is the first attempt of its schedule. */
        boolean isFirst() {
            return outcome.delivery().attemptsOfSchedule() == 0;
        }

        FailedDelivery failed() {
            return new FailedDelivery(outcome.delivery(), outcome.attempt(), outcome.result().startedAt(), verdict.outcome(),
                    verdict.status());
        }

        NextState next() {
            Delivery delivery = outcome.delivery();
            return new NextState(delivery.id(), delivery.fence(), delivery.attempts(), state(), due);
        }
    }
}
