package io.carillon.console;

import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * The sessions that people have ended before their time, so that a copy of the cookie is worth nothing afterwards. All others are
 * kept nowhere but in browsers.
 */
@ApplicationScoped
public class EndedSessions {

    private static final String FIND = "SELECT id FROM ended_session WHERE id = ?";
    private static final String INSERT = "INSERT INTO ended_session (id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String OLDEST = "SELECT id FROM ended_session WHERE expires_at < ? ORDER BY expires_at LIMIT ?";
    private static final String REMOVE = "DELETE FROM ended_session WHERE id = ?";

    private Database database;

    /** For the container's proxy. */
    protected EndedSessions() {
    }

    @Inject
    EndedSessions(Database database) {
        this.database = database;
    }

    /** Ends the session {@code id}, which would expire at {@code expiresAt}; returns whether it was open until now. */
    @Transactional
    boolean add(String id, Instant expiresAt) {
        return database.sql(INSERT).with(id, expiresAt).update() == 1;
    }

    boolean isEnded(String id) {
        return !database.sql(FIND).with(id).list(Row::text).isEmpty();
    }

    /** Removes up to a page of sessions that would have expired before {@code limit} anyway. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> new Object[] {row.text()}, limit, page);
    }
}
