package io.carillon.openapi;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Completes the OpenAPI description that the build makes of the annotations: names the schemas, adds what comments and
 * {@code vocabulary.json} say, the problems that an operation may return, and examples. Made once for each build.
 */
public class ApiDescription implements OASFilter {

    private final ResourceMethods methods = ResourceMethods.find();
    private final DocumentTypes types = new DocumentTypes(methods);
    private final Vocabulary vocabulary = Vocabulary.read();

    /** The scan names schemas like classes. */
    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getRef() != null) {
            schema.setRef(types.publicName(Schemas.nameOf(schema)));
        }
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI description) {
        if (description.getComponents() == null) {
            description.setComponents(OASFactory.createComponents());
        }
        Schemas schemas = new Schemas(description.getComponents(), types, vocabulary);
        schemas.complete();
        Problems problems = new Problems(description.getComponents());
        Operations operations = new Operations(methods, vocabulary, schemas, problems, types);
        description.getPaths().getPathItems().forEach((path, item) -> item.getOperations().forEach((method, operation) ->
                operations.complete(path, method, operation)));
    }
}
