package io.carillon.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.StrictJson;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores how requests are verified as JSON, without the secret. */
@Converter
public class SourceVerificationConverter implements AttributeConverter<SourceVerification, String> {

    @Override
    public String convertToDatabaseColumn(SourceVerification verification) {
        try {
            return StrictJson.mapper().writeValueAsString(verification.withSecret(null));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a verification is always JSON", e);
        }
    }

    @Override
    public SourceVerification convertToEntityAttribute(String column) {
        try {
            return StrictJson.mapper().readValue(column, SourceVerification.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database has a verification that cannot be read", e);
        }
    }
}
