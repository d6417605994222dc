package io.carillon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import java.util.Optional;

/**
 * An event type as a document of OpenAPI or AsyncAPI describes it.
 *
 * @param pointer           where in the document
 * @param schema            of the data, complete in itself; null if the document does not say more than that they are an object
 * @param example           null if the document has none
 * @param resourceType      null if the document does not name one
 * @param resourceOperation null if the document does not name one
 * @param flaw              why it cannot be imported, if that is known already
 */
record ImportedType(String pointer, String name, String description, ObjectNode schema, JsonNode example, boolean deprecated,
        String resourceType, String resourceOperation, Optional<Flaw> flaw) {
}
