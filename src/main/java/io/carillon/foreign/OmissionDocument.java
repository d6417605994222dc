package io.carillon.foreign;

import io.carillon.json.JsonDocument;

/**
 * Something of the other service that the import does not take over.
 *
 * @param pointer where it is in the body
 * @param detail  why it is left behind, as the rest of a sentence that begins with it
 */
public record OmissionDocument(String pointer, String detail) implements JsonDocument {
}
