package io.carillon.registry;

import io.carillon.platform.Database;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;

/** Finds the rows that a path names, or answers 404 in the words of the path. */
@ApplicationScoped
class Registry {

    @Inject
    private Database database;

    Organization organization(long id) {
        return found(database.entities().find(Organization.class, id), "organization " + id);
    }

    Application application(String id) {
        return found(database.entities().find(Application.class, id), "application " + id);
    }

    Endpoint endpoint(String id) {
        return existing(database.entities().find(Endpoint.class, id), id);
    }

    /** Like {@link #endpoint}, locked until the end of the transaction. */
    Endpoint endpointForUpdate(String id) {
        return existing(database.entities().find(Endpoint.class, id, LockModeType.PESSIMISTIC_WRITE), id);
    }

    private static Endpoint existing(Endpoint endpoint, String id) {
        return found(endpoint != null && endpoint.status() == EndpointStatus.DELETED ? null : endpoint, "endpoint " + id);
    }

    private static <T> T found(T row, String what) {
        if (row == null) {
            throw ProblemException.notFound(what);
        }
        return row;
    }
}
