package io.carillon.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.util.Optional;

/** The connection of a transaction's entities, from providers that lend it: EclipseLink does, Hibernate does not. */
final class LentConnection {

    /** Until the provider has refused once; it always refuses then. */
    private volatile boolean isLent = true;

    /** Empty if the provider lends none, or if the transaction has not used entities. */
    Optional<Connection> of(EntityManager entities) {
        if (!isLent) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(entities.unwrap(Connection.class));
        } catch (PersistenceException e) {
            isLent = false;
            return Optional.empty();
        }
    }
}
