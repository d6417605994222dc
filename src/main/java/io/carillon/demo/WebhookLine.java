package io.carillon.demo;

import io.carillon.local.JsonValue;
import io.carillon.local.ReceivedWebhook;
import io.carillon.local.ShortId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes a webhook in one line. The kind depends on the body, because an endpoint's format can be changed. */
final class WebhookLine {

    private WebhookLine() {
    }

    /** The line for a webhook whose signatures are valid. */
    static String accepted(String kind, ReceivedWebhook webhook) {
        return "%-10s %s  %s  signatures verified"
                .formatted(kind, story(webhook), ShortId.ofWebhook(webhook.id()));
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
        return "%-24s %-7s org %-6s".formatted(text(body, "resourceType") + " " + ShortId.of(text(body, "resourceId")),
                text(body, "resourceOperation"), text(body, "organizationId"));
    }

    private static String full(JsonValue body) {
        JsonValue data = body.at("data");
        List<String> parts = Stream.of(
                id(data, "leaderboard_id"), id(data, "participant_id"), name(data),
                step("", data.at("old_score"), data.at("new_score")),
                step("rank ", data.at("rank_change", "old_rank"), data.at("rank_change", "new_rank")),
                summarised(body), repeated(body)).filter(Objects::nonNull).toList();
        return "%-20s %-42s".formatted(text(body, "type"), String.join("  ", parts));
    }

    private static String text(JsonValue object, String member) {
        return object.at(member).text().orElse("?");
    }

    private static String id(JsonValue data, String member) {
        return data.at(member).text().map(ShortId::of).orElse(null);
    }

    private static String name(JsonValue data) {
        return data.at("name").text().map("%.30s"::formatted).orElse(null);
    }

    private static String step(String label, JsonValue from, JsonValue to) {
        if (from.text().isEmpty() || to.text().isEmpty()) {
            return null;
        }
        return label + Stream.of(from, to).map(end -> end.text().orElseThrow()).collect(Collectors.joining(" → "));
    }

    private static String summarised(JsonValue body) {
        return body.at("meta", "changes").text().map(changes -> "changes " + changes).orElse(null);
    }

    private static String repeated(JsonValue body) {
        return body.at("meta", "delivery_attempt").text().filter(attempt -> !attempt.equals("1"))
                .map(attempt -> "attempt " + attempt).orElse(null);
    }
}
