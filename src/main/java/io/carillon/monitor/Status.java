package io.carillon.monitor;

import io.carillon.meter.Level;
import io.carillon.meter.Meters;
import io.carillon.monitor.StatusDocument.Check;
import io.carillon.monitor.StatusDocument.Deliveries;
import io.carillon.monitor.StatusDocument.Endpoints;
import io.carillon.monitor.StatusDocument.Queue;
import io.carillon.monitor.StatusDocument.Ticks;
import io.carillon.queue.QueueStates.Access;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts what was sampled into a document, with a sentence for each part that is not well. */
@ApplicationScoped
class Status {

    private static final double QUEUE_SECONDS = 60;
    private static final double TICK_SECONDS = 10;
    private static final double DUE_SECONDS = 60;

    @Inject
    private Samples samples;
    @Inject
    private Heartbeat heartbeat;
    @Inject
    private Checks checks;
    @Inject
    private Clock clock;

    /** The status, of at most two seconds ago. */
    StatusDocument current() {
        samples.refresh();
        Queue changes = queue("changes");
        Queue deadLetters = deadLetters();
        Ticks ticks = ticks();
        Deliveries deliveries = deliveries();
        List<Check> ofNode = checks.reasons().entrySet().stream()
                .map(check -> new Check(check.getKey(), check.getValue().isEmpty(), check.getValue().orElse(null))).toList();
        List<NodeDocument> nodes = heartbeat.all();
        return new StatusDocument(clock.instant(), heartbeat.id(), StatusDocument.isWell(ofNode, nodes, changes.reason(),
                deadLetters.reason(), ticks.reason(), deliveries.reason()), ofNode, changes, deadLetters, ticks, deliveries,
                endpoints(), (long) value(Meters.NOTICES_WAITING), nodes);
    }

    private Queue queue(String name) {
        if (samples.access() != Access.READABLE) {
            return new Queue(null, null, null, samples.access() == Access.AWAY ? "The broker does not answer."
                    : "The broker does not permit this node to see the state of its queues.");
        }
        double oldest = value(Meters.QUEUE_OLDEST, name);
        double consumers = value(Meters.QUEUE_CONSUMERS, name);
        String reason = consumers == 0 ? "No node reads the queue."
                : oldest > QUEUE_SECONDS ? "The oldest message has waited for " + seconds(oldest) + "." : null;
        return new Queue((long) value(Meters.QUEUE_MESSAGES, name), (long) consumers, oldest, reason);
    }

    private Queue deadLetters() {
        Queue queue = queue("dead-letters");
        boolean isWaiting = queue.reason() == null && queue.messages() > 0;
        return isWaiting ? new Queue(queue.messages(), queue.consumers(), queue.oldestSeconds(),
                queue.messages() + " messages wait in the dead-letter queue.") : queue;
    }

    private static Ticks ticks() {
        double lag = value(Meters.TICK_LAG);
        return new Ticks((long) value(Meters.OBJECTS_OPEN), lag,
                lag > TICK_SECONDS ? "The oldest bucket has been due for " + seconds(lag) + "." : null);
    }

    private static Deliveries deliveries() {
        double oldest = value(Meters.OLDEST_DUE, "proven");
        Map<String, Long> due = new LinkedHashMap<>();
        byStanding(Meters.DUE).forEach((standing, count) -> due.put(standing, count.longValue()));
        return new Deliveries(due, byStanding(Meters.OLDEST_DUE), oldest > DUE_SECONDS
                ? "Deliveries to endpoints that work have been due for up to " + seconds(oldest) + "." : null);
    }

    private static Map<String, Double> byStanding(Level level) {
        Map<String, Double> found = new TreeMap<>();
        level.values().forEach((labels, value) -> found.put(labels.get(0), value));
        return found;
    }

    private static Endpoints endpoints() {
        return new Endpoints(endpoints("active"), endpoints("inactive"), endpoints("disabled"),
                (long) value(Meters.ENDPOINTS, "active", "failing"), (long) value(Meters.ENDPOINTS_PAUSED));
    }

    private static long endpoints(String status) {
        return (long) Meters.ENDPOINTS.values().entrySet().stream().filter(series -> series.getKey().get(0).equals(status))
                .mapToDouble(Map.Entry::getValue).sum();
    }

    private static double value(Level level, String... labels) {
        return level.values().getOrDefault(List.of(labels), 0.0);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.0f s", seconds);
    }
}
