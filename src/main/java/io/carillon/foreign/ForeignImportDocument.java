package io.carillon.foreign;

import io.carillon.configuration.ConfigurationChangeDocument;
import io.carillon.json.JsonDocument;
import java.util.List;
import java.util.Map;

/**
 * What an import from another service did, or would do.
 *
 * @param dryRun    whether nothing was written
 * @param changes   one for each object that changes, in the order in which they are written
 * @param ids       the id of each application by its id at the other service, and of each endpoint by the ids of both there, with
 *                  a slash between them
 * @param omissions what is not taken over, object by object
 */
public record ForeignImportDocument(boolean dryRun, List<ConfigurationChangeDocument> changes, Map<String, String> ids,
        List<OmissionDocument> omissions) implements JsonDocument {
}
