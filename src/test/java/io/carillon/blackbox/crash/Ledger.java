package io.carillon.blackbox.crash;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What producers know: every change they tried to report, when they tried first, and which ones the service confirmed. A
 * change without confirmation may have had its effect or not.
 */
public final class Ledger {

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Reported> reported = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> outdone = ConcurrentHashMap.newKeySet();

    /** An id that no change has. */
    public String nextId() {
        return "c" + numbers.incrementAndGet();
    }

    /** Enters {@code change} before it is sent for the first time. */
    public void sending(Reported change) {
        reported.putIfAbsent(change.id, change);
    }

    /** Enters the changes of one message, in their order, before it is sent for the first time. */
    public void sending(List<Reported> message) {
        for (int i = 0; i < message.size(); i++) {
            Reported change = message.get(i);
            sending(change);
            if (message.subList(i + 1, message.size()).stream().anyMatch(change::isOutdoneBy)) {
                outdone.add(change.id);
            }
        }
    }

    /**
     * Whether the same message reports, later, that the same happened to the same object. Both are applied in one transaction, so
     * no coalesced webhook has the data of the first.
     */
    public boolean isOutdone(Reported change) {
        return outdone.contains(change.id);
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

        private boolean isOutdoneBy(Reported later) {
            return announced() != null && announced().equals(later.announced());
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
