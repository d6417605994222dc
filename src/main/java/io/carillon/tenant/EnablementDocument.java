package io.carillon.tenant;

import io.carillon.json.JsonDocument;
import java.time.Instant;

/** An enablement as clients see it. */
public record EnablementDocument(long organizationId, String applicationId, Instant enabledAt) implements JsonDocument {

    static EnablementDocument of(Enablement enablement) {
        return new EnablementDocument(enablement.organizationId(), enablement.applicationId(), enablement.enabledAt());
    }
}
