package io.carillon.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.access.OpenTo;
import io.carillon.access.WithoutKey;
import io.carillon.http.ApiPath;
import io.carillon.http.IdempotencyKey;
import io.carillon.http.ObjectBody;
import io.carillon.platform.EnumWords;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What every operation has: a description, the roles that may call it, headers, parameters, problems and examples. */
final class Operations {

    /** The paths of the objects that have an entity tag. */
    private static final Set<String> VERSIONED = Set.of("/organizations/{id}", "/applications/{id}", "/endpoints/{id}",
            "/event-types/{name}", "/resource-types/{name}", "/api-keys/{id}", "/portal-links/{id}", "/sources/{id}");

    private final ResourceMethods methods;
    private final Vocabulary vocabulary;
    private final Schemas schemas;
    private final Problems problems;
    private final DocumentTypes types;
    private final Examples examples;

    Operations(ResourceMethods methods, Vocabulary vocabulary, Schemas schemas, Problems problems, DocumentTypes types) {
        this.methods = methods;
        this.vocabulary = vocabulary;
        this.schemas = schemas;
        this.problems = problems;
        this.types = types;
        this.examples = new Examples(schemas, vocabulary);
    }

    void complete(String path, HttpMethod verb, Operation operation) {
        Method method = methods.of(verb.name(), path);
        boolean versioned = VERSIONED.contains(path.replace(ApiPath.ROOT, ""));
        describe(method, operation);
        addHeaders(verb, operation, versioned);
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setRequired(requiresBody(method));
            operation.getRequestBody().getContent().getMediaTypes().forEach(this::completeBody);
        }
        Exports.describe(operation);
        operation.getResponses().getAPIResponses().forEach((status, response) -> addExamples(response.getContent()));
        problems.addTo(path, verb, method, operation, versioned);
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(this::complete);
        }
    }

    private void describe(Method method, Operation operation) {
        String says = new Comments(method.getDeclaringClass(), types::publicName).of(method).orElse("");
        if (method.isAnnotationPresent(WithoutKey.class)) {
            operation.setDescription(says + "\n\nOpen to all, without a key.");
            operation.addSecurityRequirement(OASFactory.createSecurityRequirement());
            return;
        }
        OpenTo own = method.getAnnotation(OpenTo.class);
        OpenTo open = own == null ? method.getDeclaringClass().getAnnotation(OpenTo.class) : own;
        if (open == null) {
            throw new IllegalStateException("add @OpenTo to " + method + ": without it, no role may call it");
        }
        operation.setDescription(says + "\n\nOpen to: " + Arrays.stream(open.value()).map(EnumWords::of)
                .collect(Collectors.joining(", ")) + ".");
    }

    /** A body that may be missing is an argument that may be null. */
    private static boolean requiresBody(Method method) {
        return Stream.of(method.getParameters()).anyMatch(one -> one.isAnnotationPresent(NotNull.class)
                || one.getType() == byte[].class);
    }

    private void completeBody(String mediaType, MediaType media) {
        Schema schema = media.getSchema();
        if (mediaType.equals(ObjectBody.MERGE_PATCH) && schema.getRef() != null) {
            media.setSchema(schemas.patchOf(Schemas.nameOf(schema)));
        }
        addExample(media);
    }

    private void addExamples(Content content) {
        if (content != null) {
            content.getMediaTypes().values().forEach(this::addExample);
        }
    }

    private void addExample(MediaType media) {
        if (media.getExample() == null && media.getExamples() == null && media.getSchema() != null) {
            media.setExample(examples.of(media.getSchema()));
        }
    }

    private static void addHeaders(HttpMethod verb, Operation operation, boolean versioned) {
        List<String> names = versioned && verb == HttpMethod.GET ? List.of("If-None-Match")
                : verb == HttpMethod.GET ? List.of()
                : versioned ? List.of(IdempotencyKey.HEADER, "If-Match") : List.of(IdempotencyKey.HEADER);
        names.stream().filter(name -> !has(operation, name)).forEach(name -> operation.addParameter(
                OASFactory.createParameter().name(name).in(Parameter.In.HEADER)));
        if (versioned && verb == HttpMethod.GET) {
            operation.getResponses().addAPIResponse("304",
                    OASFactory.createAPIResponse().description("The client has this version"));
        }
        if (versioned && verb != HttpMethod.DELETE) {
            operation.getResponses().getAPIResponse("200").addHeader("ETag",
                    Problems.header("The version, for If-Match", Problems.text(null).example("\"xb1kV0v2p2gk3aSsvzQ7\"")));
        }
        if (operation.getResponses().hasAPIResponse("201")) {
            operation.getResponses().getAPIResponse("201").addHeader("Location",
                    Problems.header("Where the new object is", Problems.text(null).format("uri-reference")));
        }
    }

    private static boolean has(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(one -> parameter.equals(one.getName()));
    }

    /** What the annotations of the parameter do not say, the vocabulary does. */
    private void complete(Parameter parameter) {
        JsonNode word = vocabulary.parameter(parameter.getName());
        if (parameter.getDescription() == null && word.path("description").isTextual()) {
            parameter.setDescription(word.path("description").textValue());
        }
        if (parameter.getSchema() == null || isPlainText(parameter.getSchema())) {
            parameter.setSchema(schemaOf(word.path("schema")));
        }
        if (parameter.getSchema().getType() == null && parameter.getSchema().getRef() == null) {
            parameter.getSchema().setType(Schema.SchemaType.STRING);
        }
        if (parameter.getExample() == null && !word.path("example").isMissingNode()) {
            parameter.setExample(vocabulary.plain(word.path("example")));
        }
    }

    private static boolean isPlainText(Schema schema) {
        return schema.getRef() == null && schema.getType() == Schema.SchemaType.STRING && schema.getEnumeration() == null
                && schema.getFormat() == null && schema.getMaxLength() == null && schema.getPattern() == null;
    }

    private Schema schemaOf(JsonNode word) {
        Schema schema = OASFactory.createSchema().type(Schema.SchemaType.STRING);
        if (word.has("type")) {
            schema.setType(Schema.SchemaType.valueOf(word.path("type").textValue().toUpperCase(Locale.ROOT)));
        }
        schema.format(word.path("format").textValue()).pattern(word.path("pattern").textValue());
        word.path("enum").forEach(one -> schema.addEnumeration(one.textValue()));
        if (word.has("minimum")) {
            schema.minimum(word.path("minimum").decimalValue()).maximum(word.path("maximum").decimalValue());
        }
        if (word.has("maxLength")) {
            schema.minLength(1).maxLength(word.path("maxLength").intValue());
        }
        return word.has("default") ? schema.defaultValue(vocabulary.plain(word.path("default"))) : schema;
    }
}
