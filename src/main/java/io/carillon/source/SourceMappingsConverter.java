package io.carillon.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.carillon.json.StrictJson;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Stores mappings as JSON. */
@Converter
public class SourceMappingsConverter implements AttributeConverter<List<SourceMapping>, String> {

    private static final TypeReference<List<SourceMapping>> TYPE = new TypeReference<>() {
    };

    @Override
    public String convertToDatabaseColumn(List<SourceMapping> mappings) {
        return text(mappings);
    }

    /** The text that is stored. */
    static String text(List<SourceMapping> mappings) {
        try {
            return StrictJson.mapper().writeValueAsString(mappings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("mappings are always JSON", e);
        }
    }

    @Override
    public List<SourceMapping> convertToEntityAttribute(String column) {
        try {
            return List.copyOf(StrictJson.mapper().readValue(column, TYPE));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database has mappings that cannot be read", e);
        }
    }
}
