package io.carillon.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** An application as clients write it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationRequest(@NotBlank @Size(max = 200) String name, Long ownerOrganizationId, @Valid Contact contact)
        implements JsonDocument {
}
