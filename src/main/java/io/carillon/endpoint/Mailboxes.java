package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The only writer of the table {@code mailbox}: one for each endpoint that is polled. Works in the caller's transaction. */
@ApplicationScoped
public class Mailboxes {

    private static final String SELECT = "SELECT endpoint_id, last_place, read_to FROM mailbox WHERE endpoint_id = ?";

    private Database database;

    protected Mailboxes() {
    }

    /** Mailboxes in {@code database}. */
    @Inject
    public Mailboxes(Database database) {
        this.database = database;
    }

    /** Opens the mailbox of a new endpoint. */
    void open(String endpointId) {
        database.sql("INSERT INTO mailbox (endpoint_id, last_place, read_to) VALUES (?, 0, 0)").with(endpointId).update();
    }

    /** The mailbox of an endpoint that is polled. */
    public Mailbox of(String endpointId) {
        return read(SELECT, endpointId);
    }

    /** The same, locked until the end of the transaction. */
    public Mailbox lock(String endpointId) {
        return read(SELECT + " FOR UPDATE", endpointId);
    }

    private Mailbox read(String sql, String endpointId) {
        return database.sql(sql).with(endpointId).first(Mailboxes::read).orElseThrow();
    }

    private static Mailbox read(Row row) {
        return new Mailbox(row.text(), row.number(), row.number());
    }

    /** Records how far a locked one has come. */
    public void keep(Mailbox locked) {
        database.sql("UPDATE mailbox SET last_place = ?, read_to = ? WHERE endpoint_id = ?")
                .with(locked.lastPlace(), locked.readTo(), locked.endpointId()).update();
    }
}
