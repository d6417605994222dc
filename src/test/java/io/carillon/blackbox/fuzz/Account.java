package io.carillon.blackbox.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was sent and what the broker said, held against what came out: webhooks at the receiver, rejected messages. */
final class Account {

    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Map<String, Set<String>> webhooks = new HashMap<>();
    private final Pattern marks;

    /** {@code prefix} begins every mark. */
    Account(String prefix) {
        marks = Pattern.compile(Pattern.quote(prefix) + "[A-Z][0-9]+x");
    }

    /** The broker's word on {@code attempt}: null for a confirmation. */
    void add(Attempt attempt, String refusal) {
        sent.add(new Sent(attempt.mark(), attempt.changes(), attempt.fate(), attempt.what(), refusal));
    }

    long confirmed() {
        return sent.stream().filter(one -> one.refusal == null).count();
    }

    /** Takes what has arrived at {@code endpoint}; a webhook that comes again has the same id. */
    void read(Endpoint endpoint) {
        for (Received received : endpoint.take()) {
            webhooks.computeIfAbsent(received.json().get("resourceId").asText(), id -> new HashSet<>())
                    .add(received.header("webhook-id"));
        }
    }

    int effects(String resourceId) {
        return webhooks.getOrDefault(resourceId, Set.of()).size();
    }

    /** How many changes that must take effect have not yet. */
    long missing() {
        return sent.stream().filter(one -> one.fate == Fate.APPLIED && one.refusal == null)
                .flatMap(one -> one.changes.stream()).filter(id -> effects(id) == 0).count();
    }

    /** What is not as it must be, a line for each message. */
    List<String> complaints(Api api) {
        Map<String, Integer> rejected = rejected(api);
        List<String> complaints = new ArrayList<>();
        for (Sent one : sent) {
            String complaint = complaint(one, rejected.getOrDefault(one.mark, 0));
            if (complaint != null) {
                complaints.add(one.mark + " (" + one.what + "): " + complaint);
            }
        }
        return complaints;
    }

    private String complaint(Sent one, int rejected) {
        List<Integer> effects = one.changes.stream().map(this::effects).toList();
        String came = "refused: " + one.refusal + ", effects: " + effects + ", rejected: " + rejected;
        boolean none = effects.stream().allMatch(count -> count == 0);
        boolean once = effects.stream().allMatch(count -> count == 1);
        boolean isRight = switch (one.fate) {
            case APPLIED -> one.refusal == null && once && rejected == 0;
            case REJECTED -> none && (one.refusal == null ? rejected == 1 : rejected == 0);
            case REFUSED -> one.refusal != null && none && rejected == 0;
            // each element of a list is rejected by itself
            case EITHER -> one.refusal != null ? none && rejected == 0
                    : rejected >= 1 && none || rejected == 0 && once && !effects.isEmpty();
            case UNCONFIRMED -> effects.stream().allMatch(count -> count <= 1);
            case NOTHING -> none && rejected == 0;
        };
        return isRight ? null : "must be " + one.fate + "; " + came;
    }

    /** How many rejected messages have each mark. */
    private Map<String, Integer> rejected(Api api) {
        Map<String, Integer> counts = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = Api.json(api.get("/rejected-messages?limit=200" + cursor), 200);
            for (JsonNode row : page.get("items")) {
                String mark = mark(row, api);
                if (mark != null) {
                    counts.merge(mark, 1, Integer::sum);
                }
            }
            cursor = page.hasNonNull("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : null;
        } while (cursor != null);
        return counts;
    }

    /** Lists leave long bodies out. */
    private String mark(JsonNode row, Api api) {
        String mark = found(row.toString());
        if (mark == null && row.get("bodySize").asLong() > 0) {
            JsonNode whole = row.hasNonNull("body") ? row
                    : Api.json(api.get("/rejected-messages/" + row.get("id").asText()), 200);
            byte[] body = Base64.getDecoder().decode(whole.path("body").asText());
            mark = found(new String(body, StandardCharsets.ISO_8859_1).replace("\0", ""));
        }
        return mark;
    }

    private String found(String text) {
        Matcher matcher = marks.matcher(text);
        return matcher.find() ? matcher.group() : null;
    }

    private record Sent(String mark, List<String> changes, Fate fate, String what, String refusal) {
    }
}
