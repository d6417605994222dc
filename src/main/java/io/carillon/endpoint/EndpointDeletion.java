package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.tenant.ApplicationDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Deletes the endpoints of an application that is being deleted, in the same transaction. */
@ApplicationScoped
class EndpointDeletion {

    private static final String DELETE = """
            UPDATE endpoint SET status = 'deleted', updated_at = clock_timestamp(), authentication = NULL,
                authentication_secret = NULL, client_certificate = NULL, client_key = NULL, client_certificate_ends_at = NULL,
                client_certificate_warned_at = NULL, certificate_authorities = NULL
            WHERE application_id = ? AND status <> 'deleted'""";

    @Inject
    private Database database;
    @Inject
    private Paces paces;

    void with(@Observes ApplicationDeleted application) {
        database.sql(DELETE).with(application.applicationId()).update();
        paces.removeAll(application.applicationId());
    }
}
