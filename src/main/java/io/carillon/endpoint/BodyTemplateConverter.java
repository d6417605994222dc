package io.carillon.endpoint;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores a template as text: the media type in the first line. */
@Converter
public class BodyTemplateConverter implements AttributeConverter<BodyTemplate, String> {

    @Override
    public String convertToDatabaseColumn(BodyTemplate template) {
        return template == null ? null : template.contentType() + "\n" + template.text();
    }

    @Override
    public BodyTemplate convertToEntityAttribute(String column) {
        if (column == null) {
            return null;
        }
        int end = column.indexOf('\n');
        return new BodyTemplate(column.substring(0, end), column.substring(end + 1));
    }
}
