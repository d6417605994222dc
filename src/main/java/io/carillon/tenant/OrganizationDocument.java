package io.carillon.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.VersionedDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** An organization as clients write and see it; the only body that is the same in both directions. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrganizationDocument(@NotNull @Min(1) @Max((1L << 53) - 1) Long id, @NotBlank @Size(max = 200) String name,
        Long parentId, @Valid Contact contact, @Min(0) @Max(ChangeLimits.MOST) Integer changesADay)
        implements VersionedDocument {

    static OrganizationDocument of(Organization organization) {
        return new OrganizationDocument(organization.id(), organization.name(), organization.parentId(), organization.contact(),
                organization.changesADay());
    }

    /** The same, with the id that {@code name} is if it has none. */
    public OrganizationDocument named(String name) {
        return id == null && isId(name)
                ? new OrganizationDocument(Long.valueOf(name), this.name, parentId, contact, changesADay) : this;
    }

    static boolean isId(String text) {
        return text.matches("[1-9][0-9]{0,15}");
    }

    /** What an application needs in order to ask the organization: its name and contact. */
    OrganizationDocument forApplications() {
        return new OrganizationDocument(id, name, null, contact, null);
    }
}
