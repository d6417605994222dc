package io.carillon.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;

/** The person to ask: the SportsEngine document promises that an organization's contact can be found. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Contact(@Size(max = 200) String name, @Email @Size(max = 320) String email, @Size(max = 50) String phone) {

    /** {@code contact}, or null if it says nothing. */
    static Contact present(Contact contact) {
        return new Contact(null, null, null).equals(contact) ? null : contact;
    }
}
