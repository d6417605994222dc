package io.carillon.insight;

import io.carillon.endpoint.DeliveryMode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The messages about one object, and which changes each of them covers. */
record ObjectHistory(List<SentMessage> messages, Coverage coverage) {

    /** The object, apart from its id. */
    record Key(long notified, String resourceType) {
    }

    static ObjectHistory of(Key object, Facts facts, Limits limits) {
        List<SentMessage> messages = facts.messages().stream().filter(message -> message.organizationId() == object.notified
                && message.resourceType().equals(object.resourceType)).toList();
        List<ReportedChange> changes = facts.changes().stream().filter(change -> change.notified() != null
                && change.notified() == object.notified && change.announcedType().equals(object.resourceType)).toList();
        return new ObjectHistory(messages, Coverage.of(changes, messages, limits.window(),
                (message, change) -> selected(message, change, facts) && passed(message, change, facts),
                (message, change) -> passed(message, change, facts), (message, change) -> awaited(message, change, facts)));
    }

    /** Whether the endpoints that got {@code message} selected {@code change} when it was written: one stands for all. */
    private static boolean selected(SentMessage message, ReportedChange change, Facts facts) {
        return endpointsOf(message, facts).findFirst()
                .flatMap(endpoint -> facts.registry().at(endpoint, message.createdAt())
                        .map(state -> state.selects(change.announcedAs()) && isOpen(endpoint, message, change, facts.registry())))
                .orElse(change.announcedAs().equals(message.eventType()));
    }

    private static boolean isOpen(Registry.Endpoint endpoint, SentMessage message, ReportedChange change, Registry registry) {
        return registry.app(endpoint.applicationId())
                .filter(app -> !registry.lacking(app, change.flags(), message.createdAt()).isEmpty()).isEmpty();
    }

    /**
     * Whether {@code change} named the endpoints that got {@code message}, or none, and passed their filters, if they had any
     * then.
     */
    private static boolean passed(SentMessage message, ReportedChange change, Facts facts) {
        if (endpointsOf(message, facts).anyMatch(endpoint -> !change.mayReach(endpoint.id()))) {
            return false;
        }
        return change.stoppedAt() == null || endpointsOf(message, facts)
                .filter(endpoint -> change.wasStoppedAt(endpoint.id()))
                .flatMap(endpoint -> facts.registry().at(endpoint, message.createdAt()).stream())
                .allMatch(state -> state.filter() == null);
    }

    /** Whether one of the endpoints that got {@code message}, if any is known, waited for a tick when {@code change} came. */
    private static boolean awaited(SentMessage message, ReportedChange change, Facts facts) {
        Instant received = change.receivedAt();
        Registry registry = facts.registry();
        List<Registry.Endpoint> endpoints = endpointsOf(message, facts).toList();
        return endpoints.isEmpty() || endpoints.stream().anyMatch(endpoint ->
                registry.app(endpoint.applicationId()).filter(app -> registry.isEnabled(app, received)).isPresent()
                        && registry.at(endpoint, received).filter(state -> state.exists()
                        && state.mode() == DeliveryMode.COALESCED).isPresent());
    }

    private static Stream<Registry.Endpoint> endpointsOf(SentMessage message, Facts facts) {
        return facts.deliveries().stream().filter(delivery -> delivery.messageId().equals(message.id()))
                .flatMap(delivery -> facts.registry().endpoint(delivery.endpointId()).stream());
    }
}
