package io.carillon.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.json.Json;
import io.carillon.json.JsonDocument;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Writes down who did what to which object, in the transaction of the deed: both happen or neither. Resources call it
 * with the documents that clients see, before and after. What could be a secret in them is not kept: a key, a signing
 * secret, the values of an endpoint's own headers.
 */
@ApplicationScoped
public class AuditLog {

    private static final Set<String> SECRETS = Set.of("key", "secret", "password");
    private static final String HEADERS = "headers";
    private static final String HIDDEN = "***";
    private static final String OLDEST = "SELECT id FROM audit_entry WHERE at < ? ORDER BY at LIMIT ?";
    private static final String REMOVE = "DELETE FROM audit_entry WHERE id = ?";

    @Inject
    private Database database;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Clock clock;

    /**
     * Writes an entry for the caller of the request at hand; in a transaction of its own only when the deed has none.
     *
     * @param action   the kind of object, a full stop and what was done to it, such as {@code endpoint.deleted}
     * @param objectId the object's id in the API
     * @param before   null when there was nothing before
     * @param after    null when there is nothing after
     */
    @Transactional
    public void record(String action, String objectId, JsonDocument before, JsonDocument after) {
        database.entities().persist(new AuditEntry(Ids.next("au"), clock.instant(), caller.get(), action, objectId,
                withoutSecrets(before), withoutSecrets(after)));
    }

    /** Removes up to a page of entries that are older than {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> new Object[] {row.text()}, limit, page);
    }

    static String withoutSecrets(JsonDocument document) {
        if (document == null) {
            return null;
        }
        JsonNode tree = Json.strict().valueToTree(document);
        hide(tree);
        return tree.toString();
    }

    private static void hide(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = object.properties().stream().map(java.util.Map.Entry::getKey).toList();
            names.stream().filter(SECRETS::contains).forEach(name -> object.put(name, HIDDEN));
            if (object.get(HEADERS) instanceof ObjectNode headers) {
                headers.properties().stream().map(java.util.Map.Entry::getKey).toList()
                        .forEach(name -> headers.put(name, HIDDEN));
            }
        }
        node.forEach(AuditLog::hide);
    }
}
