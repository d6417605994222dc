package io.carillon.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.carillon.filter.Filter;
import io.carillon.filter.Judged;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A mapping, ready to be applied to any number of requests. It looks up one value for each member of the change, and computes
 * nothing, so it takes no longer than reading the request did. Immutable.
 */
final class CompiledMapping {

    /** What its filter judges. */
    static final Judged REQUEST = new Judged("request", List.of("headers", "body"));
    /** The id of an organization as a text. */
    static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final Filter when;
    private final Map<String, String> constants = new LinkedHashMap<>();
    private final Map<String, JsonPointer> pointers = new LinkedHashMap<>();

    CompiledMapping(SourceMapping mapping) {
        when = mapping.when() == null ? null : Filter.of(mapping.when(), REQUEST);
        mapping.change().texts().forEach((member, text) -> {
            if (isPointer(text)) {
                pointers.put(member, JsonPointer.compile(text));
            } else {
                constants.put(member, text);
            }
        });
    }

    /** Whether {@code text} is a pointer, and not a value. */
    static boolean isPointer(String text) {
        return text.startsWith("/");
    }

    boolean matches(JsonNode request) {
        return when == null || when.passes(request);
    }

    /**
     * The change that {@code request} means, which may have any flaw.
     *
     * @param owner the organization of the source; null if the mapping has one
     */
    ObjectNode changeOf(JsonNode request, Long owner) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        if (owner != null) {
            change.put(MappedChange.ORGANIZATION, owner);
        }
        constants.forEach((member, text) -> change.set(member, valueOf(member, TextNode.valueOf(text))));
        pointers.forEach((member, pointer) -> {
            JsonNode found = request.at(pointer);
            if (!found.isMissingNode() && !found.isNull()) {
                change.set(member, valueOf(member, found));
            }
        });
        return change;
    }

    private static JsonNode valueOf(String member, JsonNode found) {
        return switch (member) {
            case MappedChange.DATA -> found;
            case MappedChange.ORGANIZATION -> found.isTextual() && DIGITS.matcher(found.textValue()).matches()
                    ? LongNode.valueOf(Long.parseLong(found.textValue())) : found;
            case MappedChange.TIME -> found.isIntegralNumber() && found.canConvertToLong() ? timeOf(found.longValue(), found)
                    : found;
            default -> found.isIntegralNumber() ? TextNode.valueOf(found.asText()) : found;
        };
    }

    private static JsonNode timeOf(long seconds, JsonNode found) {
        try {
            return TextNode.valueOf(Instant.ofEpochSecond(seconds).toString());
        } catch (DateTimeException e) {
            return found;
        }
    }
}
