package io.carillon.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.carillon.json.StrictJson;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stores an endpoint's headers as JSON text. */
@Converter
public class HeaderMapConverter implements AttributeConverter<Map<String, String>, String> {

    private static final TypeReference<LinkedHashMap<String, String>> TYPE = new TypeReference<>() {
    };

    @Override
    public String convertToDatabaseColumn(Map<String, String> headers) {
        try {
            return StrictJson.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    @Override
    public Map<String, String> convertToEntityAttribute(String text) {
        try {
            return StrictJson.mapper().readValue(text, TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column endpoint.headers does not contain a map of strings", e);
        }
    }
}
