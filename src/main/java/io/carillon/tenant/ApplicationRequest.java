package io.carillon.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An application as clients write it.
 *
 * @param externalId the id in a system of the owner, unique among its applications; optional
 * @param metadata   what the owner notes, by name; no webhook has it
 * @param flags      the flags of the event types that it may get; only operators set them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationRequest(
        @NotBlank @Size(max = 200) String name,
        Long ownerOrganizationId,
        @Valid Contact contact,
        @Pattern(regexp = ExternalId.PATTERN, message = ExternalId.REQUIREMENT) String externalId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @NotNull @Size(max = ExternalData.MOST_METADATA)
        Map<@Pattern(regexp = ExternalData.NAME, message = ExternalData.NAME_REQUIREMENT) String,
                @NotNull @Size(max = ExternalData.LONGEST_VALUE) String> metadata,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @NotNull @Size(max = Flags.MOST)
        List<@NotNull @Pattern(regexp = Flags.PATTERN, message = Flags.REQUIREMENT) String> flags) implements JsonDocument {

    /** Fills in the defaults. */
    public ApplicationRequest {
        metadata = metadata == null ? Map.of() : metadata;
        flags = Flags.sorted(flags);
    }

    /** The application as its owner would write it. */
    static ApplicationRequest of(Application application) {
        return new ApplicationRequest(application.name(), application.ownerOrganizationId(),
                Contact.present(application.contact()), application.external().externalId(), application.external().metadata(),
                List.copyOf(application.flags()));
    }

    /** The same with some more flags. */
    public ApplicationRequest withFlags(Collection<String> more) {
        return new ApplicationRequest(name, ownerOrganizationId, contact, externalId, metadata,
                Stream.concat(flags.stream(), more.stream()).toList());
    }

    ApplicationRequest withContact(Contact other) {
        return new ApplicationRequest(name, ownerOrganizationId, other, externalId, metadata, flags);
    }
}
