package io.carillon.endpoint;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/**
 * The event types that an endpoint subscribes to: names, {@code type.*} for every event type of that beginning, or
 * {@code *} for all. Kept as one text with blanks between, because they are only ever read together.
 */
@Converter
public class EventTypePatterns implements AttributeConverter<List<String>, String> {

    @Override
    public String convertToDatabaseColumn(List<String> patterns) {
        return String.join(" ", patterns);
    }

    @Override
    public List<String> convertToEntityAttribute(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** Whether {@code eventType} is among {@code patterns}. */
    static boolean match(List<String> patterns, String eventType) {
        return patterns.stream().anyMatch(pattern -> pattern.equals("*") || pattern.equals(eventType)
                || pattern.endsWith(".*") && eventType.startsWith(pattern.substring(0, pattern.length() - 1)));
    }
}
