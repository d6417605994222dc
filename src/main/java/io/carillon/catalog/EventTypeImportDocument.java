package io.carillon.catalog;

import io.carillon.json.JsonDocument;
import java.util.List;

/**
 * What an import changes in the catalog.
 *
 * @param dryRun whether nothing was written
 * @param items  the event types of the document, by name
 */
public record EventTypeImportDocument(boolean dryRun, List<ImportedTypeDocument> items) implements JsonDocument {
}
