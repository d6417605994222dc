package io.carillon.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Examples of whole documents, made of the examples of their members in {@code vocabulary.json}. */
final class Examples {

    private final Schemas schemas;
    private final Vocabulary vocabulary;

    Examples(Schemas schemas, Vocabulary vocabulary) {
        this.schemas = schemas;
        this.vocabulary = vocabulary;
    }

    /** An example of what {@code schema} describes; null if the vocabulary has none. */
    Object of(Schema schema) {
        if (schema.getRef() != null) {
            return ofNamed(Schemas.nameOf(schema));
        }
        if (schema.getExample() != null) {
            return schema.getExample();
        }
        for (List<Schema> alternatives : List.of(orEmpty(schema.getOneOf()), orEmpty(schema.getAllOf()))) {
            if (!alternatives.isEmpty()) {
                return of(alternatives.get(0));
            }
        }
        if (schema.getItems() != null) {
            Object item = of(schema.getItems());
            return item == null ? null : List.of(item);
        }
        return schema.getEnumeration() == null ? schema.getDefaultValue() : schema.getEnumeration().get(0);
    }

    private static List<Schema> orEmpty(List<Schema> list) {
        return list == null ? List.of() : list;
    }

    private Object ofNamed(String name) {
        JsonNode whole = vocabulary.exampleOf(name);
        if (!whole.isMissingNode()) {
            return vocabulary.plain(whole);
        }
        Schema schema = schemas.named(name);
        if (schema.getProperties() == null) {
            return of(schema);
        }
        Map<String, Object> example = new LinkedHashMap<>();
        Schemas.members(schema).forEach((member, value) -> {
            JsonNode own = vocabulary.member(name, member, "example");
            Object found = own.isMissingNode() ? of(value) : own.isNull() ? null : vocabulary.plain(own);
            if (found != null) {
                example.put(member, found);
            }
        });
        return example;
    }
}
