package io.carillon.blackbox.support;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the documents promise an endpoint of one window, in a few lines that know nothing of the service. Of the changes that the
 * endpoint selects: each object once, the most significant operation, its latest event type, the number of changes, and data
 * of this event type that spans from the first to the last.
 */
public final class HistoryModel {

    private HistoryModel() {
    }

    /**
     * A change as a producer reports it. {@code at} orders the changes of a window; the scores are its data, null if it has
     * none.
     */
    public record Step(long organization, String type, String operation, String eventType, String object, int at,
            Integer oldScore, Integer newScore) {

        int significance() {
            return List.of("update", "create", "delete").indexOf(operation);
        }

        String key() {
            return organization + " " + type + " " + object;
        }

        boolean isSelectedBy(List<String> eventTypes) {
            return eventTypes.stream().anyMatch(one -> one.equals("*") || one.equals(eventType)
                    || one.endsWith(".*") && eventType.startsWith(one.replace("*", "")));
        }
    }

    /** One webhook; the scores are null if it has no data. */
    public record Notified(String operation, String eventType, int changes, Integer oldScore, Integer newScore) {
    }

    /**
     * The webhooks of a window by {@link Step#key}, for an endpoint with {@code eventTypes}, given its changes, each once, after
     * parts and parents were resolved.
     */
    public static Map<String, Notified> summary(List<Step> window, List<String> eventTypes) {
        Map<String, List<Step>> byObject = window.stream().filter(step -> step.isSelectedBy(eventTypes))
                .collect(Collectors.groupingBy(Step::key));
        Map<String, Notified> notified = new TreeMap<>();
        byObject.forEach((key, steps) -> {
            List<Step> inOrder = steps.stream().sorted((a, b) -> Integer.compare(a.at, b.at)).toList();
            Step most = inOrder.stream().reduce((a, b) -> b.significance() >= a.significance() ? b : a).orElseThrow();
            List<Step> withData = inOrder.stream()
                    .filter(step -> step.eventType.equals(most.eventType) && step.newScore != null).toList();
            notified.put(key, new Notified(most.operation, most.eventType, steps.size(),
                    withData.stream().map(Step::oldScore).findFirst().orElse(null),
                    withData.stream().map(Step::newScore).reduce((a, b) -> b).orElse(null)));
        });
        return notified;
    }
}
