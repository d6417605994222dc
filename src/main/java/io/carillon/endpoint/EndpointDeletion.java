package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.tenant.ApplicationDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

/** Deletes the endpoints of an application that is being deleted, in the same transaction. */
@ApplicationScoped
class EndpointDeletion {

    private static final String DELETED =
            "SELECT id, application_id, url FROM endpoint WHERE application_id = ? AND status <> 'deleted' ORDER BY id";
    private static final String DELETE = """
            UPDATE endpoint SET status = 'deleted', updated_at = clock_timestamp(), authentication = NULL,
                authentication_secret = NULL, client_certificate = NULL, client_key = NULL, client_certificate_ends_at = NULL,
                client_certificate_warned_at = NULL, certificate_authorities = NULL
            WHERE application_id = ? AND status <> 'deleted'""";

    @Inject
    private Database database;
    @Inject
    private Paces paces;
    @Inject
    private Event<EndpointEdited> edited;

    void with(@Observes ApplicationDeleted application) {
        List<EndpointEdited> deleted = database.sql(DELETED).with(application.applicationId()).list(row -> new EndpointEdited(
                EndpointEdited.Kind.DELETED, row.text(), row.text(), row.text(), EndpointStatus.DELETED, List.of()));
        database.sql(DELETE).with(application.applicationId()).update();
        paces.removeAll(application.applicationId());
        deleted.forEach(edited::fire);
    }
}
