package io.carillon.openapi;

import io.carillon.http.Page;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * The classes of the schemas, and the names of the schemas in {@code /openapi}: {@code EndpointDocument} is an {@code Endpoint}
 * there, a page of them an {@code EndpointPage}, and {@code StatusDocument.Queue} a {@code StatusQueue}. A class gets another
 * name by {@code @Schema(name = …)}.
 */
final class DocumentTypes {

    private static final String DOCUMENT = "Document";
    private static final String PAGE = Page.class.getSimpleName();

    private final Map<String, Class<?>> byScannedName = new TreeMap<>();
    private final Map<String, Class<?>> byPublicName = new TreeMap<>();

    DocumentTypes(ResourceMethods methods) {
        methods.all().forEach(this::addTypesOf);
        byScannedName.values().forEach(type -> byPublicName.put(publicName(scannedName(type)), type));
    }

    private void addTypesOf(Method method) {
        add(method.getGenericReturnType());
        Arrays.stream(method.getGenericParameterTypes()).forEach(this::add);
        Arrays.stream(method.getAnnotationsByType(APIResponse.class)).forEach(response -> add(response.content()));
        Stream.of(method.getParameterTypes()).flatMap(bean -> Stream.of(bean.getDeclaredFields()))
                .flatMap(field -> Stream.of(field.getAnnotationsByType(Parameter.class)))
                .forEach(parameter -> add(parameter.schema().implementation()));
        Stream.concat(Stream.of(method.getAnnotationsByType(RequestBody.class)), Stream.of(method.getParameters())
                .flatMap(parameter -> Stream.of(parameter.getAnnotationsByType(RequestBody.class))))
                .forEach(body -> add(body.content()));
    }

    private void add(Content[] contents) {
        for (Content content : contents) {
            add(content.schema().implementation());
            Arrays.stream(content.schema().oneOf()).forEach(this::add);
        }
    }

    private void add(Type type) {
        if (type instanceof ParameterizedType generic) {
            add(generic.getRawType());
            Arrays.stream(generic.getActualTypeArguments()).forEach(this::add);
        } else if (type instanceof Class<?> found && found.getName().startsWith("io.carillon.")
                && (found.isRecord() || found.isEnum()) && byScannedName.putIfAbsent(scannedName(found), found) == null
                && found.isRecord()) {
            Stream.of(found.getRecordComponents()).map(RecordComponent::getGenericType).forEach(this::add);
        }
    }

    private static String scannedName(Class<?> type) {
        Schema schema = type.getAnnotation(Schema.class);
        return schema == null || schema.name().isEmpty() ? type.getSimpleName() : schema.name();
    }

    /** What {@code /openapi} calls the schema or class that the scan calls {@code name}. */
    String publicName(String name) {
        Class<?> type = byScannedName.get(name);
        if (type != null && type.getEnclosingClass() != null && name.equals(type.getSimpleName())) {
            return publicName(scannedName(type.getEnclosingClass())) + name;
        }
        return name.startsWith(PAGE) && name.endsWith(DOCUMENT) ? withoutSuffix(name.substring(PAGE.length())) + PAGE
                : withoutSuffix(name);
    }

    private static String withoutSuffix(String name) {
        return name.endsWith(DOCUMENT) ? name.substring(0, name.length() - DOCUMENT.length()) : name;
    }

    /** The class of the schema that {@code /openapi} calls {@code name}; {@link Page} for a page, null if there is none. */
    Class<?> of(String name) {
        return name.endsWith(PAGE) ? Page.class : byPublicName.get(name);
    }
}
