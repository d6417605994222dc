package io.carillon.http;

import io.carillon.platform.EnumWords;
import io.carillon.problem.Problem;
import io.carillon.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the OpenAPI description: adds the problems that each operation may return, depending on the kind of operation, and
 * spells enums as in JSON. Runs at build time, when the description is generated.
 */
public class DescribedProblems implements OASFilter {

    private static final List<ProblemType> ALWAYS = List.of(ProblemType.INVALID_PARAMETER, ProblemType.UNAUTHENTICATED,
            ProblemType.FORBIDDEN, ProblemType.NOT_ACCEPTABLE, ProblemType.UNAVAILABLE);
    private static final List<ProblemType> WITH_BODY = List.of(ProblemType.MALFORMED_BODY, ProblemType.REQUEST_TIMEOUT,
            ProblemType.BODY_TOO_LARGE, ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.INVALID_VALUE);

    /** The paths of the objects that have an entity tag. */
    private static final Set<String> VERSIONED = Set.of("/organizations/{id}", "/applications/{id}", "/endpoints/{id}",
            "/event-types/{name}", "/resource-types/{name}", "/api-keys/{id}");

    @Override
    public void filterOpenAPI(OpenAPI description) {
        if (description.getComponents() == null) {
            description.setComponents(OASFactory.createComponents());
        }
        description.getComponents().addSchema("Problem", problem());
        description.getPaths().getPathItems().forEach((path, item) ->
                item.getOperations().forEach((method, operation) -> describe(path, method, operation)));
    }

    /** The scan finds the names of enum constants, but JSON uses their words. */
    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getEnumeration() != null) {
            schema.setEnumeration(schema.getEnumeration().stream().<Object>map(name -> EnumWords.of(name.toString())).toList());
        }
        return schema;
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        TreeSet<ProblemType> problems = new TreeSet<>(ALWAYS);
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setRequired(!path.endsWith("/secret/rotate"));
            problems.addAll(WITH_BODY);
        }
        if (path.contains("{")) {
            problems.add(ProblemType.NOT_FOUND);
        }
        if (method != PathItem.HttpMethod.GET || path.endsWith("/secret") || path.endsWith("/request")) {
            problems.add(ProblemType.CONFLICT);
        }
        if (method != PathItem.HttpMethod.GET) {
            problems.add(ProblemType.IDEMPOTENCY_KEY_REUSED);
            describeKey(operation);
        }
        if (describeExport(operation)) {
            problems.add(ProblemType.TOO_MANY_REQUESTS);
        }
        if (VERSIONED.contains(path.replace(ApiPath.ROOT, ""))) {
            describeVersion(method, operation, problems);
        }
        if (path.endsWith("/changes") || path.endsWith("/samples") || path.contains("/explanations")
                || path.endsWith("/search") || path.endsWith("/url-checks")) {
            problems.add(ProblemType.TOO_MANY_REQUESTS);
        }
        if (problems.contains(ProblemType.INVALID_VALUE)) {
            problems.remove(ProblemType.IDEMPOTENCY_KEY_REUSED); // the same status
        }
        problems.forEach(type -> operation.getResponses().addAPIResponse(String.valueOf(type.status()), response(type)));
    }

    /** A list as a file has rows, not the members of a page; returns whether the operation has such a form. */
    private static boolean describeExport(Operation operation) {
        APIResponse success = operation.getResponses().getAPIResponse("200");
        if (success == null || success.getContent() == null || success.getContent().getMediaType(Export.CSV) == null) {
            return false;
        }
        success.getContent().getMediaType(Export.CSV).setSchema(
                text().description("RFC 4180, a line with the names of the columns first"));
        success.getContent().getMediaType(Export.NDJSON).setSchema(text().description("An item as JSON on each line"));
        return true;
    }

    private static void describeVersion(PathItem.HttpMethod method, Operation operation, Set<ProblemType> problems) {
        if (method == PathItem.HttpMethod.GET) {
            operation.getResponses().addAPIResponse("304",
                    OASFactory.createAPIResponse().description("The client has this version"));
            operation.addParameter(header("If-None-Match", "Entity tags of versions that the client has"));
        } else {
            problems.add(ProblemType.PRECONDITION_FAILED);
            operation.addParameter(header("If-Match", "The entity tag of the version that is to be changed"));
        }
    }

    private static Parameter header(String name, String description) {
        return OASFactory.createParameter().name(name).in(Parameter.In.HEADER).description(description).schema(text());
    }

    private static void describeKey(Operation operation) {
        if (operation.getParameters() == null
                || operation.getParameters().stream().noneMatch(one -> IdempotencyKey.HEADER.equals(one.getName()))) {
            operation.addParameter(header(IdempotencyKey.HEADER,
                    "The same key and request within 24 hours get the same answer and have one effect")
                    .schema(text().minLength(1).maxLength(IdempotencyKey.MAX_LENGTH)));
        }
    }

    private static APIResponse response(ProblemType type) {
        return OASFactory.createAPIResponse().description(type.title()).content(OASFactory.createContent()
                .addMediaType(Problem.MEDIA_TYPE.toString(), OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("Problem"))));
    }

    private static Schema problem() {
        Schema violation = object(Map.of("pointer", text(), "detail", text()));
        return object(Map.of("type", text(), "title", text(), "detail", text(),
                "status", OASFactory.createSchema().type(Schema.SchemaType.INTEGER),
                "errors", OASFactory.createSchema().type(Schema.SchemaType.ARRAY).items(violation)))
                .required(List.of("type", "title", "status"));
    }

    private static Schema object(Map<String, Schema> members) {
        return OASFactory.createSchema().type(Schema.SchemaType.OBJECT).properties(members);
    }

    private static Schema text() {
        return OASFactory.createSchema().type(Schema.SchemaType.STRING);
    }
}
