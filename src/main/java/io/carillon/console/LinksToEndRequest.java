package io.carillon.console;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.Size;

/**
 * Which portal links to end: those with all members that are given, at least one.
 *
 * @param scope   {@code operator}, {@code organization:<id>} or {@code application:<id>}
 * @param subject who they are for
 */
public record LinksToEndRequest(String scope, @Size(min = 1, max = 200) String subject) implements JsonDocument {
}
