package io.carillon.monitor;

import io.carillon.meter.Level;
import io.carillon.meter.Meters;
import io.carillon.platform.EnumWords;
import io.carillon.queue.QueueState;
import io.carillon.queue.QueueStates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Samples the levels of {@link Meters} that no code passes by: what waits in the database and in the queue, and what the health
 * checks say. When the database or the broker does not answer, its levels are not known, and not shown. Endpoints are counted
 * with each fourth sample, because that reads their whole table.
 */
@ApplicationScoped
class Samples {

    private static final int ENDPOINTS_EACH = 4;
    private static final List<Level> OF_DATABASE = List.of(Meters.DUE, Meters.OLDEST_DUE, Meters.TICK_LAG, Meters.OBJECTS_OPEN,
            Meters.ENDPOINTS, Meters.ENDPOINTS_PAUSED, Meters.NOTICES_WAITING, Meters.SAMPLED);

    @Inject
    private Backlogs backlogs;
    @Inject
    private QueueStates queues;
    @Inject
    private Clock clock;
    @Inject
    @Any
    private Instance<HealthCheck> checks;

    private int number;

    /** Takes one sample of everything; throws if the database does not answer. */
    void take() {
        sampleChecks();
        sampleQueues(queues.read());
        try {
            sampleDatabase();
        } catch (RuntimeException e) {
            OF_DATABASE.forEach(Level::forget);
            number = 0;
            throw e;
        }
    }

    private void sampleChecks() {
        Map<List<String>, Double> up = new HashMap<>();
        for (HealthCheck check : checks.select(Readiness.Literal.INSTANCE)) {
            HealthCheckResponse response = check.call();
            up.put(List.of(response.getName()), response.getStatus() == HealthCheckResponse.Status.UP ? 1.0 : 0.0);
        }
        Meters.CHECK.set(up);
    }

    private static void sampleQueues(QueueStates.Reading reading) {
        Meters.QUEUE_READABLE.set(reading.access() == QueueStates.Access.READABLE ? 1 : 0);
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
        Meters.TICK_LAG.set(backlogs.tickLagSeconds());
        Meters.OBJECTS_OPEN.set(backlogs.openObjects());
        Meters.NOTICES_WAITING.set(backlogs.notices());
        if (number++ % ENDPOINTS_EACH == 0) {
            Meters.ENDPOINTS.set(backlogs.endpoints());
            Meters.ENDPOINTS_PAUSED.set(backlogs.pausedEndpoints());
        }
        Meters.SAMPLED.set(clock.millis() / 1e3);
    }

    private static Map<List<String>, Double> byStanding(ToDoubleFunction<Standing> value) {
        return List.of(Standing.values()).stream()
                .collect(Collectors.toMap(standing -> List.of(EnumWords.of(standing)), value::applyAsDouble));
    }
}
