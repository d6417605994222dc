package io.carillon.insight;

import io.carillon.json.JsonDocument;
import java.util.List;

/**
 * What would become of a change.
 *
 * @param items one verdict for each endpoint, or one if the change would be stopped before
 */
public record DryRunDocument(List<Verdict> items) implements JsonDocument {
}
