package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.Flaw;
import io.carillon.json.JsonDocument;
import java.util.List;

/**
 * An event type of an imported document.
 *
 * @param changed the members that get another value
 * @param errors  why it cannot be imported
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ImportedTypeDocument(String name, ImportAction action, List<String> changed, List<Flaw> errors)
        implements JsonDocument {
}
