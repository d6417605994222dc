package io.carillon.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.platform.EnumWords;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The schemas of the documents: their names, what they and their members mean, which members are required, and defaults. What the
 * scan found in annotations stays.
 */
final class Schemas {

    private static final String REQUEST = "Request";

    private final Components components;
    private final DocumentTypes types;
    private final Vocabulary vocabulary;

    Schemas(Components components, DocumentTypes types, Vocabulary vocabulary) {
        this.components = components;
        this.types = types;
        this.vocabulary = vocabulary;
    }

    /** The name at the end of the schema's reference, or null. */
    static String nameOf(Schema schema) {
        return schema.getRef() == null ? null : schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
    }

    Schema named(String name) {
        return components.getSchemas().get(name);
    }

    void complete() {
        Map<String, Schema> named = new TreeMap<>();
        components.getSchemas().forEach((name, schema) -> named.put(types.publicName(name), schema));
        components.setSchemas(named);
        named.forEach(this::complete);
    }

    private void complete(String name, Schema schema) {
        Class<?> type = types.of(name);
        if (type == null) {
            return;
        }
        Comments comments = new Comments(type, types::publicName);
        if (type.isEnum()) {
            schema.setProperties(null);
            // the scan finds the names of the constants, but JSON uses their words
            schema.setEnumeration(Stream.of(type.getEnumConstants()).<Object>map(one -> EnumWords.of((Enum<?>) one)).toList());
            schema.setDescription(comments.ofType().orElse("") + constants(type, comments));
            return;
        }
        comments.ofType().filter(text -> schema.getDescription() == null).ifPresent(schema::setDescription);
        members(schema).forEach((member, value) -> describe(name, member, value, comments));
        List<String> required = name.endsWith(REQUEST) ? requiredOfRequest(type, schema) : requiredOfResponse(name, type, schema);
        schema.setRequired(required.isEmpty() ? null : required);
    }

    static Map<String, Schema> members(Schema schema) {
        return schema.getProperties() == null ? Map.of() : schema.getProperties();
    }

    private static String constants(Class<?> type, Comments comments) {
        return Arrays.stream(type.getEnumConstants()).map(Enum.class::cast)
                .map(one -> comments.ofConstant(one.name()).map(text -> "\n- `" + EnumWords.of(one) + "`: " + text))
                .flatMap(Optional::stream).collect(Collectors.joining("", "\n", "")).stripTrailing();
    }

    /** A reference cannot have a description: there it is the description of what it refers to. */
    private void describe(String name, String member, Schema value, Comments comments) {
        if (value.getRef() != null) {
            return;
        }
        if (value.getDescription() == null) {
            JsonNode common = vocabulary.member(name, member, "description");
            value.setDescription(comments.ofComponent(member).map(Schemas::sentence)
                    .orElse(common.isTextual() ? common.textValue() : null));
        }
        JsonNode format = vocabulary.member(name, member, "format");
        if (format.isTextual() && value.getFormat() == null && value.getType() == Schema.SchemaType.STRING) {
            value.setFormat(format.textValue());
        }
        if (value.getEnumeration() == null && value.getType() == Schema.SchemaType.STRING) {
            vocabulary.member(name, member, "enum").forEach(word -> value.addEnumeration(word.textValue()));
        }
        JsonNode example = vocabulary.member(name, member, "example");
        value.setExample(example.isMissingNode() || example.isNull() ? null : vocabulary.plain(example));
    }

    static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What has a default is not required. */
    private List<String> requiredOfRequest(Class<?> type, Schema schema) {
        List<String> required = new ArrayList<>(schema.getRequired() == null ? List.of() : schema.getRequired());
        defaults(type).forEach((member, value) -> {
            required.remove(member);
            Schema described = members(schema).get(member);
            if (described.getRef() == null) {
                described.setDefaultValue(value);
            }
        });
        return required;
    }

    /** What the members are that a client leaves out. */
    private static Map<String, Object> defaults(Class<?> type) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        try {
            RecordComponent[] all = type.getRecordComponents();
            var constructor = type.getDeclaredConstructor(Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            Object empty = constructor.newInstance(Stream.of(all).map(one -> nothing(one.getType())).toArray());
            for (RecordComponent one : all) {
                one.getAccessor().setAccessible(true);
                Object value = one.getAccessor().invoke(empty);
                if (value != null && !one.getType().isPrimitive()) {
                    defaults.put(one.getName(), written(value));
                }
            }
        } catch (InvocationTargetException e) {
            return Map.of(); // it has members without which it cannot be made
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return defaults;
    }

    private static Object written(Object value) {
        return value instanceof List<?> list ? list.stream().map(Schemas::written).toList()
                : value instanceof Enum<?> constant ? EnumWords.of(constant) : value;
    }

    private static Object nothing(Class<?> type) {
        return type == boolean.class ? (Object) false : type == long.class ? (Object) 0L : type == int.class ? (Object) 0 : null;
    }

    /** All members of a document that shows null, otherwise primitive ones and those that the vocabulary calls required. */
    private List<String> requiredOfResponse(String name, Class<?> type, Schema schema) {
        boolean leavesOutNull = type.isAnnotationPresent(JsonInclude.class);
        List<String> scanned = schema.getRequired() == null ? List.of() : schema.getRequired();
        return Stream.of(type.getRecordComponents())
                .filter(one -> !leavesOutNull || one.getType().isPrimitive() || scanned.contains(one.getName())
                        || vocabulary.member(name, one.getName(), "required").asBoolean())
                .map(RecordComponent::getName).filter(members(schema)::containsKey).toList();
    }

    /** A reference to the schema of a merge patch: the members of the request, none required, null to remove one. */
    Schema patchOf(String request) {
        String name = (request.endsWith(REQUEST) ? request.substring(0, request.length() - REQUEST.length()) : request) + "Patch";
        Map<String, Schema> members = new LinkedHashMap<>();
        members(named(request)).forEach((member, value) -> members.put(member, nullable(value)));
        components.addSchema(name, OASFactory.createSchema().type(Schema.SchemaType.OBJECT).properties(members)
                .description("The members to change, by RFC 7396; null removes one or sets it to its default."));
        return OASFactory.createSchema().ref(name);
    }

    /** A copy, for neither a reference nor what it refers to can be null. */
    private Schema nullable(Schema value) {
        return value.getRef() != null ? nullable(named(nameOf(value)))
                : OASFactory.createSchema().nullable(true).type(value.getType()).properties(value.getProperties())
                        .format(value.getFormat()).description(value.getDescription())
                        .minLength(value.getMinLength()).maxLength(value.getMaxLength()).pattern(value.getPattern())
                        .minimum(value.getMinimum()).maximum(value.getMaximum()).items(value.getItems())
                        .minItems(value.getMinItems()).maxItems(value.getMaxItems()).enumeration(value.getEnumeration())
                        .maxProperties(value.getMaxProperties()).additionalPropertiesSchema(value.getAdditionalPropertiesSchema())
                        .example(value.getExample());
    }
}
