package io.carillon.insight;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.endpoint.EventTypePattern;
import io.carillon.json.CanonicalJson;
import io.carillon.platform.EnumWords;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Applications, endpoints and enablements as they are, and as they were: the state at a time is the one before the first later
 * entry of the audit log, and the present one if there is none. Times of the log are those of a node's clock.
 *
 * @param organization the organization whose enablements it has
 * @param entries      the entries of the audit log about these objects since the earliest time that is asked for
 */
record Registry(long organization, List<App> apps, List<Entry> entries) {

    /**
     * An application.
     *
     * @param owner     the organization that owns it, or null
     * @param enabledAt since when the organization has enabled it, or null
     * @param flags     those that it has now
     */
    record App(String id, Long owner, Instant enabledAt, Set<String> flags, List<Endpoint> endpoints) {
    }

    /**
     * An endpoint as it is now, deleted ones included.
     *
     * @param isPaused   whether its owner paused it
     * @param nextSlotAt when its rate limit has a slot that is not taken, or null without a limit
     */
    record Endpoint(String id, String applicationId, State state, Instant createdAt, Instant pausedUntil, Instant failingSince,
            boolean isPaused, Instant nextSlotAt) {
    }

    /** What decides whether an endpoint gets an announcement; {@code filter} is canonical JSON, or null. */
    record State(EndpointStatus status, DeliveryMode mode, List<String> eventTypes, String filter, String disabledReason) {

        boolean exists() {
            return status != EndpointStatus.DELETED;
        }

        boolean selects(String eventType) {
            return eventTypes.stream().anyMatch(pattern -> new EventTypePattern(pattern).matches(eventType));
        }

        /** The log has the endpoint, or of one that was switched on or off only that. */
        private State before(JsonNode document) {
            boolean isSwitch = document.has("disabledReason") && !document.has("eventTypes");
            List<String> types = document.has("eventTypes")
                    ? StreamSupport.stream(document.get("eventTypes").spliterator(), false).map(JsonNode::asText).toList()
                    : eventTypes;
            return new State(document.has("status") ? EnumWords.read(EndpointStatus.class, document.get("status").asText())
                    : status, document.has("delivery") ? EnumWords.read(DeliveryMode.class, document.get("delivery").asText())
                    : mode, types, document.hasNonNull("filter") ? CanonicalJson.write(document.get("filter"))
                    : isSwitch ? filter : null, document.path("disabledReason").asText(null));
        }
    }

    /** An entry of the audit log; {@code before} is null if the action made the object or did not change it. */
    record Entry(String objectId, Instant at, String action, JsonNode before) {
    }

    Optional<App> app(String id) {
        return apps.stream().filter(app -> app.id().equals(id)).findFirst();
    }

    Optional<Endpoint> endpoint(String id) {
        return apps.stream().flatMap(app -> app.endpoints().stream()).filter(one -> one.id().equals(id)).findFirst();
    }

    /** The state of an endpoint at {@code time}; empty if it had not been created. */
    Optional<State> at(Endpoint endpoint, Instant time) {
        if (endpoint.createdAt().isAfter(time)) {
            return Optional.empty();
        }
        State state = endpoint.state();
        for (Entry entry : laterBackwards(endpoint.id(), time)) {
            state = entry.before() == null ? state : state.before(entry.before());
        }
        return Optional.of(state);
    }

    /** Whether the organization had enabled the application at {@code time}. */
    boolean isEnabled(App app, Instant time) {
        List<Entry> later = laterBackwards(organization + "/" + app.id(), time);
        if (later.isEmpty()) {
            return app.enabledAt() != null && !app.enabledAt().isAfter(time);
        }
        return later.get(later.size() - 1).action().equals("enablement.deleted");
    }

    /** Those of {@code needed}, the flags of an event type, that the application did not have at {@code time}. */
    Set<String> lacking(App app, Set<String> needed, Instant time) {
        Set<String> lacking = new TreeSet<>(needed);
        lacking.removeAll(needed.isEmpty() ? Set.of() : flags(app, time));
        return lacking;
    }

    private Set<String> flags(App app, Instant time) {
        List<Entry> later = laterBackwards(app.id(), time);
        JsonNode before = later.isEmpty() ? null : later.get(later.size() - 1).before();
        return before == null ? app.flags()
                : StreamSupport.stream(before.path("flags").spliterator(), false).map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /** Whether the endpoint or the enablement of its application changed within {@code seconds} before or after {@code time}. */
    boolean changedNear(Endpoint endpoint, Instant time, int seconds) {
        return entries.stream().filter(entry -> entry.objectId().equals(endpoint.id())
                        || entry.objectId().equals(organization + "/" + endpoint.applicationId()))
                .anyMatch(entry -> !entry.at().isBefore(time.minusSeconds(seconds))
                        && !entry.at().isAfter(time.plusSeconds(seconds)));
    }

    private List<Entry> laterBackwards(String objectId, Instant time) {
        return entries.stream().filter(entry -> entry.objectId().equals(objectId) && entry.at().isAfter(time))
                .sorted(Comparator.comparing(Entry::at).reversed()).toList();
    }
}
