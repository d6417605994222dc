package io.carillon.demo;

import io.carillon.local.JsonValue;
import io.carillon.local.ReceivedWebhook;
import io.carillon.local.ShortId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes a webhook in one line that fits on a terminal of 80 columns. The kind depends on the body, because an endpoint's
 * format can be changed.
 */
final class WebhookLine {

    /** Between the kind and the id. */
    private static final int STORY = 43;
    private static final int DETAILS = 22;

    private WebhookLine() {
    }

    /** The line for a webhook whose signatures are valid. */
    static String accepted(String kind, ReceivedWebhook webhook) {
        return "%-10s %s  %s".formatted(kind, fitted(story(webhook), STORY), ShortId.ofWebhook(webhook.id()));
    }

    /** The line for a rejected webhook, without its body. */
    static String rejected(String kind, ReceivedWebhook webhook, String reason) {
        return "%-10s %s  rejected: %s".formatted(kind, ShortId.ofWebhook(webhook.id()), reason);
    }

    private static String story(ReceivedWebhook webhook) {
        try {
            JsonValue body = webhook.json();
            return body.at("resourceOperation").text().isPresent() ? thin(body) : full(body);
        } catch (IllegalArgumentException e) {
            return "a body that is " + e.getMessage();
        }
    }

    private static String thin(JsonValue body) {
        return "%-24s %s".formatted(text(body, "resourceType") + " " + ShortId.of(text(body, "resourceId")),
                text(body, "resourceOperation"));
    }

    private static String full(JsonValue body) {
        JsonValue data = body.at("data");
        List<String> parts = Stream.of(repeated(body), summarised(body),
                id(data, data.at("participant_id").text().isPresent() ? "participant_id" : "leaderboard_id"), name(data),
                step(data.at("old_score"), data.at("new_score"))).filter(Objects::nonNull).toList();
        return "%-20s %s".formatted(text(body, "type"), fitted(String.join("  ", parts), DETAILS));
    }

    /** {@code text} with exactly {@code width} characters. */
    private static String fitted(String text, int width) {
        return text.length() > width ? text.substring(0, width - 1) + "…" : text + " ".repeat(width - text.length());
    }

    private static String text(JsonValue object, String member) {
        return object.at(member).text().orElse("?");
    }

    private static String id(JsonValue data, String member) {
        return data.at(member).text().map(ShortId::of).orElse(null);
    }

    private static String name(JsonValue data) {
        return data.at("name").text().orElse(null);
    }

    private static String step(JsonValue from, JsonValue to) {
        if (from.text().isEmpty() || to.text().isEmpty()) {
            return null;
        }
        return Stream.of(from, to).map(end -> end.text().orElseThrow()).collect(Collectors.joining(" → "));
    }

    private static String summarised(JsonValue body) {
        return body.at("meta", "changes").text().map(changes -> "changes " + changes).orElse(null);
    }

    private static String repeated(JsonValue body) {
        return body.at("meta", "delivery_attempt").text().filter(attempt -> !attempt.equals("1"))
                .map(attempt -> "attempt " + attempt).orElse(null);
    }
}
