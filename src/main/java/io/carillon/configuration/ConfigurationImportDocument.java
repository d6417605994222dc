package io.carillon.configuration;

import io.carillon.json.JsonDocument;
import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param dryRun  whether nothing was written
 * @param changes one for each object that changes, in the order in which they are written
 */
public record ConfigurationImportDocument(boolean dryRun, List<ConfigurationChangeDocument> changes) implements JsonDocument {
}
