package io.carillon.coalescing;

import io.carillon.message.Addressed;
import io.carillon.meter.Meters;
import io.carillon.queue.QueuedMessage;
import io.carillon.rejected.Rejection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What became of messages in one transaction. {@link AppliedCounts} counts it when the transaction is committed, so that nothing
 * counts twice that is tried again.
 *
 * @param applied    changes that raised a bucket or were announced at once, or both
 * @param repeated   changes whose ids had been used
 * @param silent     changes for which the catalog has no notification
 * @param instant    those of {@code applied} that are announced at once, each in a message
 * @param deliveries deliveries of these messages
 */
public record Applied(List<InterpretedMessage> messages, List<ResolvedChange> applied, List<ResolvedChange> repeated,
        List<ResolvedChange> silent, List<AtOnce> instant, int deliveries) {

    private static final Map<String, String> PROTOCOLS = Map.of("CORE", "core", "AMQP", "amqp", "OPENWIRE", "openwire",
            "STOMP", "stomp", "MQTT", "mqtt");
    private static final int MOST_TRIES = 10;

    /** A message that is rejected as a whole, without a look at its changes. */
    static Applied nothingOf(QueuedMessage message, Rejection rejection) {
        InterpretedMessage nothing = new InterpretedMessage(message, List.of(), List.of(rejection), List.of());
        return new Applied(List.of(nothing), List.of(), List.of(),
                List.of(), List.of(), 0);
    }

    /**
     * The result of {@code transaction}, which is repeated while it returns nothing: each time, a tick got in its way.
     *
     * @throws IllegalStateException if that happens again and again
     */
    public static Applied after(Supplier<Optional<Applied>> transaction) {
        return Stream.generate(transaction).limit(MOST_TRIES).flatMap(Optional::stream).findFirst()
                .orElseThrow(() -> new IllegalStateException(MOST_TRIES + " ticks closed windows of these messages meanwhile"));
    }

    int rejected() {
        int rejected = 0;
        for (InterpretedMessage one : messages) {
            rejected += one.rejections().size();
        }
        return rejected;
    }

    /**
     * How many changes producers sent over the queue, by the organization that they name. Those that came over HTTP were counted
     * there.
     */
    Map<Long, Integer> fromProducers() {
        Set<ResolvedChange> again = Collections.newSetFromMap(new IdentityHashMap<>());
        again.addAll(repeated);
        Map<Long, Integer> counts = new HashMap<>();
        messages.stream().filter(one -> !one.message().isOurs()).flatMap(one -> one.changes().stream())
                .filter(change -> !again.contains(change)).forEach(change -> counts.merge(change.reportedBy(), 1, Integer::sum));
        return counts;
    }

    /** Counts it for the metrics. */
    void count() {
        Meters.CHANGES.add(applied.size(), "applied");
        Meters.CHANGES.add(repeated.size(), "repeated");
        Meters.CHANGES.add(silent.size(), "silent");
        Meters.MESSAGES.add(instant.size(), "instant");
        Meters.DELIVERIES.add(deliveries, "instant");
        for (InterpretedMessage one : messages) {
            countIntake(one.message(), one.changes().size(), one.rejections().size());
            countRejected(one.rejections());
            one.warnings().forEach(warning -> Meters.SCHEMA_WARNINGS.add(1, warning.change().reportedAs()));
        }
    }

    /** A change that is announced at once, with its recipients. */
    record AtOnce(ResolvedChange change, Addressed addressed) {
    }

    /** Changes that came over HTTP were counted there, and those that were requeued when they came first. */
    private static void countIntake(QueuedMessage message, int changes, int rejections) {
        if (!message.isOurs()) {
            String protocol = PROTOCOLS.getOrDefault(message.protocol().orElse(""), "other");
            Meters.INTAKE.add(changes, protocol, "accepted");
            Meters.INTAKE.add(rejections, protocol, "rejected");
        }
    }

    private static void countRejected(List<Rejection> rejections) {
        Meters.CHANGES.add(rejections.size(), "rejected");
        for (Rejection rejection : rejections) {
            Meters.REJECTED.add(1, rejection.flaw().reason());
        }
    }
}
