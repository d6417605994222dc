package io.carillon.tenant;

import io.carillon.json.JsonDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** An application as clients write it. */
public record ApplicationRequest(@NotBlank @Size(max = 200) String name, Long ownerOrganizationId, @Valid Contact contact)
        implements JsonDocument {
}
