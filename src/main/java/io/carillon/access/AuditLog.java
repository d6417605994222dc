package io.carillon.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records who did what to which object, in the transaction of the action, so that both are committed or neither. Resources
 * call it with the documents that clients see, before and after. It masks possible secrets in them: keys, signing secrets,
 * passwords, and the values of an endpoint's custom headers. It also masks contacts, which are erased when they are deleted.
 */
@ApplicationScoped
public class AuditLog {

    private static final Set<String> SECRETS = Set.of("key", "secret", "password");
    private static final Set<String> HIDDEN_VALUES = Set.of("headers", "contact");
    private static final String HIDDEN = "***";
    /** The actor of what Carillon does on its own: its id, its name, and in place of a scope. */
    static final String OWN_NAME = "carillon";
    private static final String INSERT = """
            INSERT INTO audit_entry (id, at, actor_id, actor_name, actor_scope, action, object_id, organization_id,
                                     application_id, state_before, state_after)
            VALUES (?, ?, ?, ?, ?, ?, ?,
                    COALESCE(CAST(? AS BIGINT), (SELECT a.owner_organization_id FROM application a WHERE a.id = ?)), ?, ?, ?)""";
    private static final String OLDEST = "SELECT id FROM audit_entry WHERE at < ? ORDER BY at LIMIT ?";
    private static final String REMOVE = "DELETE FROM audit_entry WHERE id = ?";

    private Database database;
    private CurrentCaller caller;
    private Clock clock;

    protected AuditLog() {
    }

    /** The audit log in {@code database}; {@code caller} is only asked for what callers do. */
    @Inject
    public AuditLog(Database database, CurrentCaller caller, Clock clock) {
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Writes an entry for the caller of the current request; in a separate transaction only if the action has none.
     *
     * @param action the kind of object, a full stop and what was done to it, such as {@code endpoint.deleted}
     * @param object the object; its application must be in the database already unless its organization is stated
     * @param before null if the action created the object
     * @param after  null if the action deleted the object
     */
    @Transactional
    public void record(String action, AuditedObject object, JsonDocument before, JsonDocument after) {
        recordBy(caller.get(), action, object, before, after);
    }

    /** Like {@link #record(String, AuditedObject, JsonDocument, JsonDocument)}, for what {@code actor} does outside the API. */
    @Transactional
    public void recordBy(Caller actor, String action, AuditedObject object, JsonDocument before, JsonDocument after) {
        write(actor.keyId(), actor.name(), actor.scope().toString(), action, object, before, after);
    }

    /** Like {@link #record(String, AuditedObject, JsonDocument, JsonDocument)}, for an object that is no tenant's. */
    @Transactional
    public void record(String action, String objectId, JsonDocument before, JsonDocument after) {
        record(action, AuditedObject.of(objectId), before, after);
    }

    /** Writes an entry for what Carillon does on its own, outside a request, with the actor {@code carillon}. */
    @Transactional
    public void recordOwn(String action, AuditedObject object, JsonDocument before, JsonDocument after) {
        write(OWN_NAME, OWN_NAME, OWN_NAME, action, object, before, after);
    }

    private void write(String actorId, String actorName, String actorScope, String action, AuditedObject object,
            JsonDocument before, JsonDocument after) {
        database.sql(INSERT).with(Ids.next("au"), clock.instant(), actorId, actorName, actorScope, action, object.id(),
                object.organizationId(), object.applicationId(), object.applicationId(),
                withoutSecrets(before), withoutSecrets(after)).update();
    }

    /** Removes up to {@code page} entries that are older than {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> new Object[] {row.text()}, limit, page);
    }

    static String withoutSecrets(JsonDocument document) {
        if (document == null) {
            return null;
        }
        JsonNode tree = StrictJson.mapper().valueToTree(document);
        hide(tree);
        return tree.toString();
    }

    private static void hide(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
            names.stream().filter(SECRETS::contains).forEach(name -> object.put(name, HIDDEN));
            HIDDEN_VALUES.stream().map(object::get).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast)
                    .forEach(inner -> inner.properties().stream().map(Map.Entry::getKey).toList()
                            .forEach(name -> inner.put(name, HIDDEN)));
        }
        node.forEach(AuditLog::hide);
    }
}
