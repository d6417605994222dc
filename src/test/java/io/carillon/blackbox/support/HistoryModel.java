package io.carillon.blackbox.support;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the documents promise of one window, in a few lines that know nothing of the service: each object once, the most
 * significant operation, its latest event type, the number of changes, and data that spans from the first to the last.
 */
public final class HistoryModel {

    private HistoryModel() {
    }

    /** A change as a producer reports it, or a webhook as it should arrive. {@code at} orders the changes of a window. */
    public record Step(long organization, String type, String operation, String eventType, String object, int at, int oldScore,
            int newScore) {

        int significance() {
            return List.of("update", "create", "delete").indexOf(operation);
        }

        String key() {
            return organization + " " + type + " " + object;
        }
    }

    /** One webhook. */
    public record Notified(String operation, String eventType, int changes, int oldScore, int newScore) {
    }

    /** The webhooks of a window by {@link Step#key}, given its changes, each once, after parts and parents were resolved. */
    public static Map<String, Notified> summary(List<Step> window) {
        Map<String, List<Step>> byObject = window.stream().collect(Collectors.groupingBy(Step::key));
        Map<String, Notified> notified = new TreeMap<>();
        byObject.forEach((key, steps) -> {
            List<Step> inOrder = steps.stream().sorted((a, b) -> Integer.compare(a.at, b.at)).toList();
            Step most = inOrder.stream().reduce((a, b) -> b.significance() >= a.significance() ? b : a).orElseThrow();
            notified.put(key, new Notified(most.operation, most.eventType, steps.size(), inOrder.get(0).oldScore,
                    inOrder.get(steps.size() - 1).newScore));
        });
        return notified;
    }
}
