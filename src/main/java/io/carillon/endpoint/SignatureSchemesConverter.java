package io.carillon.endpoint;

import io.carillon.platform.EnumWords;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores an endpoint's schemes as one text, separated by spaces, and the default as null, which rows of earlier nodes have. */
@Converter
public class SignatureSchemesConverter implements AttributeConverter<List<SignatureScheme>, String> {

    @Override
    public String convertToDatabaseColumn(List<SignatureScheme> schemes) {
        return schemes == null || schemes.equals(SignatureScheme.DEFAULT) ? null
                : schemes.stream().map(EnumWords::of).collect(Collectors.joining(" "));
    }

    @Override
    public List<SignatureScheme> convertToEntityAttribute(String text) {
        return text == null ? SignatureScheme.DEFAULT
                : Stream.of(text.split(" ")).map(word -> EnumWords.read(SignatureScheme.class, word)).toList();
    }
}
