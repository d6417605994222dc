package io.carillon.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** The columns of a {@link Contact} in the row that it belongs to. */
@Embeddable
public class ContactColumns {

    @Column(name = "contact_name")
    private String name;
    @Column(name = "contact_email")
    private String email;
    @Column(name = "contact_phone")
    private String phone;

    protected ContactColumns() {
    }

    /** {@code contact} may be null; then all columns are null. */
    static ContactColumns of(Contact contact) {
        ContactColumns columns = new ContactColumns();
        if (contact != null) {
            columns.name = contact.name();
            columns.email = contact.email();
            columns.phone = contact.phone();
        }
        return columns;
    }

    /** {@code columns} is null when all columns are null. */
    static Contact contact(ContactColumns columns) {
        return columns == null ? new Contact(null, null, null) : new Contact(columns.name, columns.email, columns.phone);
    }
}
