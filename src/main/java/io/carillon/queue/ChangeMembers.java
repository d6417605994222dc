package io.carillon.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.CanonicalJson;
import io.carillon.json.Flaw;
import io.carillon.json.Integers;
import io.carillon.json.Rfc3339;
import io.carillon.json.UnrepresentableJson;
import io.carillon.platform.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Checks the members of an object that should be a change, and collects every flaw instead of stopping at the first. */
final class ChangeMembers {

    static final String ENDPOINTS = "endpoints";
    static final String RETRY = "retry";
    static final int MOST_ENDPOINTS = 20;
    private static final Set<String> NAMES = Set.of("id", "organizationId", "eventType", "resourceType",
            "resourceOperation", "resourceId", "occurredAt", "data", ENDPOINTS, RETRY);
    private static final Set<String> OPERATIONS = Set.of("create", "update", "delete");
    private static final Pattern ENDPOINT_ID = Pattern.compile("[!-~]{1,40}");
    private static final long LARGEST_EXACT_INTEGER = (1L << 53) - 1;
    private static final int MAX_DATA_LENGTH = 1 << 20;

    private final JsonNode node;
    private final Location place;
    private final boolean typed;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Change change;

    ChangeMembers(JsonNode node, Location place) {
        this(node, place, false);
    }

    /** Checks {@code node}; if {@code typed}, the event type must be given, whatever else is. */
    ChangeMembers(JsonNode node, Location place, boolean typed) {
        this.node = node;
        this.place = place;
        this.typed = typed;
        this.change = node.isObject() ? check() : notAnObject();
    }

    /** The change, or null when there are flaws. */
    Change change() {
        return flaws.isEmpty() ? change : null;
    }

    /** The change as far as its members could be read, also with flaws; null if it is not an object. */
    Change readable() {
        return change;
    }

    List<Flaw> flaws() {
        return List.copyOf(flaws);
    }

    private Change notAnObject() {
        flaws.add(new Flaw("type-wrong", place.element(), "must be an object"));
        return null;
    }

    private Change check() {
        node.fieldNames().forEachRemaining(this::checkName);
        String eventType = named("eventType", 100, typed);
        boolean alone = !typed && eventType == null && !node.hasNonNull("eventType");
        return new Change(text("id", 200), organizationId(), eventType, named("resourceType", 60, alone),
                operation(alone), named("resourceId", 200, true), occurredAt(), data(), endpoints(), isRetried());
    }

    private void checkName(String name) {
        if (!NAMES.contains(name)) {
            flaw(Flaw.UNKNOWN_MEMBER, name, "is not a member of a change");
        }
    }

    private void flaw(String reason, String member, String detail) {
        flaws.add(place.flaw(reason, member, detail));
    }

    private String named(String member, int maxLength, boolean required) {
        return isMissing(member, required) ? null : text(member, maxLength);
    }

    private boolean isMissing(String member, boolean required) {
        boolean missing = required && !node.hasNonNull(member);
        if (missing) {
            flaw("member-missing", member, "is required");
        }
        return missing;
    }

    private String text(String member, int maxLength) {
        String text = string(member);
        if (text != null && isUnusable(text, maxLength)) {
            flaw(Flaw.WRONG_VALUE, member, "must have 1 to " + maxLength
                    + " characters, no control characters and no unpaired surrogates");
        }
        return text;
    }

    private String string(String member) {
        JsonNode value = node.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            flaw("type-wrong", member, "must be a string");
            return null;
        }
        return value.textValue();
    }

    static boolean isUnusable(String text, int maxLength) {
        return text.isEmpty() || text.length() > maxLength || text.codePoints().anyMatch(ChangeMembers::isNoText);
    }

    static boolean isOrganizationId(long id) {
        return id >= 1 && id <= LARGEST_EXACT_INTEGER;
    }

    private static boolean isNoText(int c) {
        return Text.isUnpairedSurrogate(c) || Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF;
    }

    private long organizationId() {
        JsonNode value = node.get("organizationId");
        if (value == null || value.isNull()) {
            flaw("member-missing", "organizationId", "is required");
        } else if (!value.isNumber() || !Integers.isInteger(value.decimalValue())) {
            flaw("type-wrong", "organizationId", "must be an integer");
        } else {
            long id = Integers.of(value.decimalValue()).orElse(0L);
            if (!isOrganizationId(id)) {
                flaw(Flaw.WRONG_VALUE, "organizationId", "must be between 1 and " + LARGEST_EXACT_INTEGER);
            }
            return id;
        }
        return 0;
    }

    private String operation(boolean required) {
        String operation = isMissing("resourceOperation", required) ? null : string("resourceOperation");
        if (operation != null && !OPERATIONS.contains(operation)) {
            flaw(Flaw.WRONG_VALUE, "resourceOperation", "must be create, update or delete");
        }
        return operation;
    }

    private Instant occurredAt() {
        String text = string("occurredAt");
        if (text == null) {
            return null;
        }
        try {
            return Rfc3339.read(text);
        } catch (DateTimeException e) {
            flaw(Flaw.WRONG_VALUE, "occurredAt", "must be " + Rfc3339.EXPECTED);
            return null;
        }
    }

    /** None if there are too many: a change that is only readable says what it is about, and no more. */
    private List<String> endpoints() {
        JsonNode value = node.get(ENDPOINTS);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || StreamSupport.stream(value.spliterator(), false).anyMatch(id -> !id.isTextual())) {
            flaw("type-wrong", ENDPOINTS, "must be an array of strings");
            return List.of();
        }
        List<String> ids = StreamSupport.stream(value.spliterator(), false).map(JsonNode::textValue).toList();
        if (ids.isEmpty() || ids.size() > MOST_ENDPOINTS || !ids.stream().allMatch(ENDPOINT_ID.asMatchPredicate())) {
            flaw(Flaw.WRONG_VALUE, ENDPOINTS, "must have 1 to " + MOST_ENDPOINTS + " ids of endpoints");
            return List.of();
        }
        return ids.stream().distinct().toList();
    }

    private boolean isRetried() {
        JsonNode value = node.get(RETRY);
        if (value != null && !value.isNull() && !value.isBoolean()) {
            flaw("type-wrong", RETRY, "must be true or false");
        }
        return value == null || value.asBoolean(true);
    }

    private String data() {
        JsonNode value = node.get("data");
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            flaw("type-wrong", "data", "must be an object");
            return null;
        }
        try {
            String canonical = CanonicalJson.write(value);
            if (canonical.length() > MAX_DATA_LENGTH) {
                flaw(Flaw.WRONG_VALUE, "data", "may have at most " + MAX_DATA_LENGTH + " characters");
            }
            return canonical;
        } catch (UnrepresentableJson e) {
            flaws.add(place.flawOfData("value-unrepresentable", e.pointer(), e.getMessage()));
            return null;
        }
    }
}
