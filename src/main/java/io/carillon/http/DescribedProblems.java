package io.carillon.http;

import io.carillon.platform.EnumWords;
import io.carillon.problem.Problem;
import io.carillon.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
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
        if (method != PathItem.HttpMethod.GET || path.endsWith("/secret")) {
            problems.add(ProblemType.CONFLICT);
        }
        if (path.endsWith("/changes") || path.endsWith("/samples") || path.contains("/explanations")) {
            problems.add(ProblemType.TOO_MANY_REQUESTS);
        }
        problems.forEach(type -> operation.getResponses().addAPIResponse(String.valueOf(type.status()), response(type)));
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
