package io.carillon.catalog;

import io.carillon.access.AuditLog;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.json.JsonDocument;
import io.carillon.json.VersionedDocument;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A kind of catalog entry. Clients name an entry in the path, and create or replace it with PUT.
 *
 * @param word     {@code event-type} or {@code resource-type}: the first part of its audit actions and, with an s, of its path
 * @param document the entry as clients see it
 * @param facts    keys and values for the log
 */
record EntryKind<E extends CatalogEntry>(String word, Class<E> entity, Function<E, VersionedDocument> document,
        Function<E, Object[]> facts) {

    /** The member that names an entry. */
    static final String NAME = "name";
    /** The members that a PUT or PATCH of an existing entry cannot change. */
    static final Map<String, String> FIXED = Map.of(NAME, "must be the name in the path");
    private static final FactLog LOG = FactLog.of(EntryKind.class);

    /** The entry {@code name}; 404 if it does not exist or was deleted. */
    E get(Database database, String name) {
        return find(database, name).orElseThrow(() -> ProblemException.notFound(word.replace('-', ' ') + " " + name));
    }

    private Optional<E> find(Database database, String name) {
        return Optional.ofNullable(database.entities().find(entity, name)).filter(entry -> !entry.isDeleted());
    }

    /** The entry {@code name}, locked until the end of the transaction, unless it was deleted. */
    Optional<E> findForUpdate(Database database, String name) {
        database.entities().find(entity, name, LockModeType.PESSIMISTIC_WRITE);
        return find(database, name);
    }

    /** Like {@link #findForUpdate}; 404 if it does not exist or was deleted. */
    E getForUpdate(Database database, String name) {
        findForUpdate(database, name);
        return get(database, name);
    }

    /**
     * Creates or replaces the entry in the caller's transaction, and records that in the audit log. One that was deleted is
     * created again.
     *
     * @param nameInBody null, or the name in the path
     * @param write      gets the existing or deleted entry or null, and returns the new or changed entry
     * @return 201 or 200 with the entry
     */
    Response put(Database database, AuditLog audit, String name, String nameInBody, UnaryOperator<E> write) {
        if (nameInBody != null && !nameInBody.equals(name)) {
            throw ProblemException.invalid("/name", "must be the name in the path");
        }
        E existing = database.entities().find(entity, name);
        boolean isNew = existing == null || existing.isDeleted();
        JsonDocument before = isNew ? null : document.apply(existing);
        E written = write.apply(existing);
        written.restore();
        JsonDocument after = document.apply(written);
        audit.record(word + (isNew ? ".created" : ".replaced"), name, before, after);
        List<Object> named = new ArrayList<>(List.of("name", name));
        named.addAll(Arrays.asList(facts.apply(written)));
        database.whenCommitted(() -> LOG.info(word + (isNew ? ".created" : ".changed"), named.toArray()));
        return isNew ? Response.created(ApiPath.of(word + "s", name)).entity(after).build() : Response.ok(after).build();
    }

    /** Deletes the entry in the caller's transaction, and records that in the audit log. */
    void delete(AuditLog audit, E entry, String name, Instant now) {
        JsonDocument before = document.apply(entry);
        entry.delete(now);
        audit.record(word + ".deleted", name, before, null);
        LOG.info(word + ".deleted", "name", name);
    }
}
