package io.carillon.broadcast;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotNull;

/**
 * A change for all organizations.
 *
 * @param application only for organizations that enable this application
 * @param dryRun      only check the change and count the organizations
 */
public record BroadcastRequest(@NotNull BroadcastChange change, String application, Boolean dryRun) implements JsonDocument {

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }
}
