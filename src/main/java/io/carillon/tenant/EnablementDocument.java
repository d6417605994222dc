package io.carillon.tenant;

import io.carillon.json.JsonDocument;
import java.time.Instant;

/** An enablement as clients see it. */
public record EnablementDocument(String applicationId, Instant enabledAt) implements JsonDocument {

    static EnablementDocument of(Enablement enablement) {
        return new EnablementDocument(enablement.applicationId(), enablement.enabledAt());
    }
}
