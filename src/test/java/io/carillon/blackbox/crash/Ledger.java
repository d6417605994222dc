package io.carillon.blackbox.crash;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What producers know: every change they tried to report, when they tried first, and which ones the service confirmed. A
 * change without confirmation may have had its effect or not.
 */
public final class Ledger {

    private final Map<String, Reported> reported = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    /** Enters {@code change} before it is sent for the first time. */
    public void sending(Reported change) {
        reported.putIfAbsent(change.id, change);
    }

    public void acknowledged(Collection<Reported> changes) {
        changes.forEach(change -> acknowledged.add(change.id));
    }

    public Reported change(String id) {
        return reported.get(id);
    }

    public Collection<Reported> changes() {
        return reported.values();
    }

    public Set<String> acknowledged() {
        return acknowledged;
    }

    /** One change as its producer reported it; {@code since} is {@link System#nanoTime} before the first try. */
    public record Reported(String id, long organizationId, String type, String operation, String resourceId, long since) {

        public String json() {
            return ("{\"id\":\"%s\",\"organizationId\":%d,\"resourceType\":\"%s\",\"resourceOperation\":\"%s\","
                    + "\"resourceId\":\"%s\",\"data\":{\"change\":\"%s\"}}")
                    .formatted(id, organizationId, type, operation, resourceId, id);
        }

        /**
         * What the SportsEngine document makes of it: nothing of a profile, an update of the team of a roster.
         *
         * @return null when it notifies no application
         */
        public Announced announced() {
            return switch (type) {
                case "profile" -> null;
                case "roster" -> new Announced(organizationId, "team", resourceId, "update");
                default -> new Announced(organizationId, type, resourceId, operation);
            };
        }
    }

    /** What a webhook says: that this happened to that object. */
    public record Announced(long organizationId, String type, String resourceId, String operation) {

        public String object() {
            return organizationId + "/" + type + "/" + resourceId;
        }

        public int significance() {
            return switch (operation) {
                case "update" -> 1;
                case "create" -> 2;
                case "delete" -> 3;
                default -> throw new IllegalArgumentException(operation);
            };
        }
    }
}
