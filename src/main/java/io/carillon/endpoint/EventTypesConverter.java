package io.carillon.endpoint;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Stores an endpoint's event types as one text, separated by spaces, because they are only read together. */
@Converter
public class EventTypesConverter implements AttributeConverter<List<String>, String> {

    @Override
    public String convertToDatabaseColumn(List<String> patterns) {
        return String.join(" ", patterns);
    }

    @Override
    public List<String> convertToEntityAttribute(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
