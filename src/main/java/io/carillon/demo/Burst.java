package io.carillon.demo;

import io.carillon.local.ShortId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes that are sent together.
 *
 * @param description what they are, for the terminal
 * @param changes     each as JSON
 */
record Burst(String description, List<String> changes) {

    /** Operations on one object, described as {@code 6 changes to team 7d1f… (create, then 5 updates)}. */
    static Burst on(String subject, String resourceType, String resourceId, List<String> operations) {
        List<String> changes = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String operation : operations) {
            changes.add("""
                    {"organizationId":%d,"resourceType":"%s","resourceOperation":"%s","resourceId":"%s"}"""
                    .formatted(Tenant.ORGANIZATION, resourceType, operation, resourceId));
            counts.merge(operation, 1, Integer::sum);
        }
        List<String> runs = counts.entrySet().stream()
                .map(run -> run.getValue() == 1 ? run.getKey() : run.getValue() + " " + run.getKey() + "s").toList();
        return new Burst("%d change%s to %s %s (%s)".formatted(changes.size(), changes.size() == 1 ? "" : "s", subject,
                ShortId.of(resourceId), String.join(", then ", runs)), changes);
    }

    /** One event with its data. */
    static Burst event(String eventType, String resourceId, String data) {
        return new Burst("1 change: " + eventType + " of " + ShortId.of(resourceId), List.of("""
                {"organizationId":%d,"eventType":"%s","resourceId":"%s","data":%s}"""
                .formatted(Tenant.ORGANIZATION, eventType, resourceId, data)));
    }

    /** The body of the request that reports them. */
    String body() {
        return "[" + String.join(",", changes) + "]";
    }
}
