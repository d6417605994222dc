package io.carillon.openapi;

import io.carillon.problem.MayAnswer;
import io.carillon.problem.Problem;
import io.carillon.problem.ProblemType;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The problems that an operation may return: those of its kind, and those that its method names. Operations with the same
 * problems share their responses.
 */
final class Problems {

    private static final List<ProblemType> ALWAYS = List.of(ProblemType.INVALID_PARAMETER, ProblemType.UNAUTHENTICATED,
            ProblemType.FORBIDDEN, ProblemType.NOT_ACCEPTABLE, ProblemType.INTERNAL_ERROR, ProblemType.UNAVAILABLE);
    private static final List<ProblemType> WITH_BODY = List.of(ProblemType.MALFORMED_BODY, ProblemType.REQUEST_TIMEOUT,
            ProblemType.BODY_TOO_LARGE, ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.INVALID_VALUE);
    private static final Set<ProblemType> WITH_RETRY_AFTER = Set.of(ProblemType.TOO_MANY_REQUESTS, ProblemType.UNAVAILABLE);

    private final Components components;

    Problems(Components components) {
        this.components = components;
        components.addSchema("Problem", problem());
    }

    /** Adds the problems of {@code operation}, which {@code method} answers. */
    void addTo(String path, HttpMethod verb, Method method, Operation operation, boolean versioned) {
        TreeSet<ProblemType> all = ofKind(path, verb, operation, versioned);
        MayAnswer named = method.getAnnotation(MayAnswer.class);
        if (named != null) {
            all.addAll(List.of(named.value()));
        }
        Map<Integer, Set<ProblemType>> byStatus = all.stream()
                .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toCollection(TreeSet::new)));
        byStatus.forEach((status, types) -> operation.getResponses().addAPIResponse(String.valueOf(status),
                OASFactory.createAPIResponse().ref(shared(types))));
    }

    private static TreeSet<ProblemType> ofKind(String path, HttpMethod verb, Operation operation, boolean versioned) {
        TreeSet<ProblemType> problems = new TreeSet<>(ALWAYS);
        boolean writes = verb != HttpMethod.GET;
        if (operation.getRequestBody() != null) {
            problems.addAll(WITH_BODY);
        }
        if (path.contains("{")) {
            problems.add(ProblemType.NOT_FOUND);
        }
        if (writes) {
            problems.add(ProblemType.CONFLICT);
            problems.add(ProblemType.IDEMPOTENCY_KEY_REUSED);
        }
        if (writes && versioned) {
            problems.add(ProblemType.PRECONDITION_FAILED);
        }
        if (Exports.areIn(operation)) {
            problems.add(ProblemType.TOO_MANY_REQUESTS);
        }
        return problems;
    }

    /** The name of the shared response for these types, which have the same status. */
    private String shared(Set<ProblemType> types) {
        String name = types.stream().map(type -> pascalCase(type.name())).collect(Collectors.joining("Or"));
        if (components.getResponses() == null || !components.getResponses().containsKey(name)) {
            components.addResponse(name, response(types));
        }
        return name;
    }

    private static String pascalCase(String constant) {
        return Arrays.stream(constant.split("_")).map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static APIResponse response(Set<ProblemType> types) {
        var media = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem"));
        types.forEach(type -> media.addExample(pascalCase(type.name()), OASFactory.createExample().summary(type.title())
                .value(new TreeMap<>(Map.of(
                        "type", type.uri(), "title", type.title(), "status", type.status(), "detail", type.hint())))));
        APIResponse response = OASFactory.createAPIResponse()
                .description(types.stream().map(ProblemType::title).collect(Collectors.joining("; or: ")))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE.toString(), media));
        if (types.stream().anyMatch(WITH_RETRY_AFTER::contains)) {
            response.addHeader("Retry-After", header("Seconds to wait before the next try", integer()));
        }
        return response;
    }

    static Header header(String description, Schema schema) {
        return OASFactory.createHeader().description(description).schema(schema);
    }

    private Schema problem() {
        components.addSchema("ProblemError", object("What is wrong with one member", Map.of(
                "pointer", text("Where it is in the request body: a JSON pointer (RFC 6901)").example("/url"),
                "detail", text("What is wrong").example("must not be blank"))).required(List.of("pointer", "detail")));
        return object("The problem document of RFC 9457", Map.of(
                "type", text("What kind of problem it is; never changes its meaning").format("uri"),
                "title", text("The kind in words"),
                "status", integer().description("The HTTP status").minimum(BigDecimal.valueOf(400)),
                "detail", text("What happened in this case, and what to do"),
                "errors", OASFactory.createSchema().type(Schema.SchemaType.ARRAY)
                        .items(OASFactory.createSchema().ref("ProblemError"))
                        .description("Everything that is wrong with the request body")))
                .required(List.of("type", "title", "status"));
    }

    /** The members in the order of their names: each build makes the same description. */
    private static Schema object(String description, Map<String, Schema> members) {
        return OASFactory.createSchema().type(Schema.SchemaType.OBJECT).description(description)
                .properties(new TreeMap<>(members));
    }

    static Schema integer() {
        return OASFactory.createSchema().type(Schema.SchemaType.INTEGER).format("int32");
    }

    static Schema text(String description) {
        return OASFactory.createSchema().type(Schema.SchemaType.STRING).description(description);
    }
}
