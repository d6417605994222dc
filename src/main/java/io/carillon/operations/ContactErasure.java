package io.carillon.operations;

import io.carillon.database.Database;
import io.carillon.tenant.ApplicationDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Removes the mail that waits for the contact of an application that is being deleted, in the same transaction. */
@ApplicationScoped
class ContactErasure {

    private static final String REMOVE = """
            DELETE FROM notice WHERE recipient IS NOT NULL
            AND endpoint_id IN (SELECT id FROM endpoint WHERE application_id = ?)""";

    @Inject
    private Database database;

    void with(@Observes ApplicationDeleted application) {
        database.sql(REMOVE).with(application.applicationId()).update();
    }
}
