package io.carillon.console;

import io.carillon.json.JsonDocument;

/**
 * What became of a request to end portal links.
 *
 * @param count how many were ended
 */
public record EndedLinksDocument(int count) implements JsonDocument {
}
