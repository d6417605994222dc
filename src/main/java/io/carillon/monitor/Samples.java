package io.carillon.monitor;

import io.carillon.meter.Level;
import io.carillon.meter.Meters;
import io.carillon.platform.EnumWords;
import io.carillon.platform.MonotonicClock;
import io.carillon.queue.QueueState;
import io.carillon.queue.QueueStates;
import io.carillon.queue.QueueStates.Access;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Samples the levels of {@link Meters} that no code passes by: what waits in the database and in the queue, and what the health
 * checks say. When the database or the broker does not answer, its levels are not known, and not shown. Endpoints are counted
 * once a minute, because that reads their whole table. Callers at the same time share a sample.
 */
@ApplicationScoped
class Samples {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration ENDPOINTS_EACH = Duration.ofSeconds(55);
    private static final List<Level> OF_DATABASE = List.of(Meters.DUE, Meters.OLDEST_DUE, Meters.WAITING_FOR_TURN,
            Meters.TICK_LAG, Meters.OBJECTS_OPEN, Meters.ENDPOINTS, Meters.ENDPOINTS_PAUSED, Meters.NOTICES_WAITING,
            Meters.NODES, Meters.SAMPLED);

    @Inject
    private Backlogs backlogs;
    @Inject
    private QueueStates queues;
    @Inject
    private Checks checks;
    @Inject
    private Clock clock;
    @Inject
    private MonotonicClock monotonic;

    private Long takenAt;
    private Long endpointsAt;
    private volatile Access access = Access.AWAY;

    /** Takes one sample of everything; throws if the database does not answer. */
    synchronized void take() {
        sampleChecks();
        sampleQueues(queues.read());
        try {
            sampleDatabase();
            takenAt = monotonic.now();
        } catch (RuntimeException e) {
            OF_DATABASE.forEach(Level::forget);
            takenAt = null;
            endpointsAt = null;
            throw e;
        }
    }

    /** Takes a sample unless there is one of the last two seconds. */
    synchronized void refresh() {
        if (takenAt == null || monotonic.isLongerAgo(takenAt, FRESH)) {
            take();
        }
    }

    /** Whether the broker reported the state of its queues. */
    Access access() {
        return access;
    }

    private void sampleChecks() {
        Map<List<String>, Double> up = new HashMap<>();
        checks.reasons().forEach((name, reason) -> up.put(List.of(name), reason.isEmpty() ? 1.0 : 0.0));
        Meters.CHECK.set(up);
    }

    private void sampleQueues(QueueStates.Reading reading) {
        access = reading.access();
        Meters.QUEUE_READABLE.set(access == Access.READABLE ? 1 : 0);
        Meters.QUEUE_MESSAGES.set(each(reading.queues(), QueueState::messages));
        Meters.QUEUE_CONSUMERS.set(each(reading.queues(), QueueState::consumers));
        Meters.QUEUE_OLDEST.set(each(reading.queues(), QueueState::oldestSeconds));
    }

    private static Map<List<String>, Double> each(Map<String, QueueState> queues, ToDoubleFunction<QueueState> value) {
        return queues.entrySet().stream()
                .collect(Collectors.toMap(queue -> List.of(queue.getKey()), queue -> value.applyAsDouble(queue.getValue())));
    }

    private void sampleDatabase() {
        Map<Standing, Backlogs.Due> due = backlogs.due();
        Meters.DUE.set(byStanding(standing -> due.get(standing).count()));
        Meters.OLDEST_DUE.set(byStanding(standing -> due.get(standing).oldestSeconds()));
        Meters.WAITING_FOR_TURN.set(backlogs.waitingForTurn());
        Meters.TICK_LAG.set(backlogs.tickLagSeconds());
        Meters.OBJECTS_OPEN.set(backlogs.openObjects());
        Meters.NOTICES_WAITING.set(backlogs.notices());
        Meters.NODES.set(backlogs.nodes());
        if (endpointsAt == null || monotonic.isLongerAgo(endpointsAt, ENDPOINTS_EACH)) {
            endpointsAt = monotonic.now();
            Meters.ENDPOINTS.set(backlogs.endpoints());
            Meters.ENDPOINTS_PAUSED.set(backlogs.pausedEndpoints());
        }
        Meters.SAMPLED.set(clock.instant().toEpochMilli() / 1e3);
    }

    private static Map<List<String>, Double> byStanding(ToDoubleFunction<Standing> value) {
        return Stream.of(Standing.values())
                .collect(Collectors.toMap(standing -> List.of(EnumWords.of(standing)), value::applyAsDouble));
    }
}
