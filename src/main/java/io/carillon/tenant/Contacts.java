package io.carillon.tenant;

import io.carillon.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Tells whom to write to about an application. */
@ApplicationScoped
public class Contacts {

    @Inject
    private Database database;

    /** The mail address of the application's contact, if it has one. */
    public Optional<String> emailOf(String applicationId) {
        return Optional.ofNullable(database.entities().find(Application.class, applicationId))
                .map(Application::contact).map(Contact::email);
    }
}
