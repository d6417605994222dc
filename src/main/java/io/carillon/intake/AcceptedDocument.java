package io.carillon.intake;

import io.carillon.json.JsonDocument;
import java.util.List;

/** How many changes were accepted, and their ids. */
public record AcceptedDocument(int accepted, List<String> ids) implements JsonDocument {
}
