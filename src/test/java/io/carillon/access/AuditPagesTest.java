package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.database.MigratedDatabase;
import io.carillon.json.JsonDocument;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose an entry of the audit log is, and that a page of it is read from an index, in order. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class AuditPagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anEntryIsTheOwnersOfItsTime(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'Club', CURRENT_TIMESTAMP)");
            database.execute("INSERT INTO application (id, name, owner_organization_id, created_at)"
                    + " VALUES ('app_1', 'Scores', 7, CURRENT_TIMESTAMP)");
            AuditLog log = new AuditLog(database, null, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
            log.recordOwn("a", AuditedObject.ofApplication("ep_1", "app_1"), null, new Document("x"));
            log.recordOwn("b", AuditedObject.ofApplication("rd_1", null), null, null);
            log.recordOwn("c", new AuditedObject("9/app_1", 9L, "app_1"), null, null);
            log.recordOwn("d", AuditedObject.ofApplication("ep_2", "app_none"), null, null);
            log.recordOwn("e", AuditedObject.ofScope("key_1", new Scope(Role.ORGANIZATION, "8")), null, null);
            log.recordOwn("f", AuditedObject.ofScope("key_2", new Scope(Role.OPERATOR, null)), null, null);
            assertThat(database.query("SELECT action, object_id, organization_id, application_id, actor_scope FROM audit_entry"
                    + " ORDER BY action"), is(List.of("a ep_1 7 app_1 carillon", "b rd_1 null null carillon",
                            "c 9/app_1 9 app_1 carillon", "d ep_2 null app_none carillon", "e key_1 8 null carillon",
                            "f key_2 null null carillon")));
        }
    }

    @ParameterizedTest
    @CsvSource({"h2, organization, 7", "h2, application, app_7", "postgresql, organization, 7",
        "postgresql, application, app_7"})
    void aPageOfATenantIsReadInOrderFromAnIndex(String vendor, String tenant, String id) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute("INSERT INTO audit_entry (id, at, actor_id, actor_name, actor_scope, action, object_id,"
                    + " organization_id, application_id) SELECT 'au_' || (100000 + x), CURRENT_TIMESTAMP, 'key_1', 'x',"
                    + " 'operator', 'a', 'o', MOD(x, 500), 'app_' || MOD(x, 500) FROM "
                    + (vendor.equals("h2") ? "SYSTEM_RANGE(1, 50000) AS r (x)" : "generate_series(1, 50000) AS r (x)"));
            database.execute(vendor.equals("h2") ? "ANALYZE" : "ANALYZE audit_entry");
            String value = tenant.equals("organization") ? id : "'" + id + "'";
            String plan = database.query("EXPLAIN SELECT * FROM audit_entry WHERE " + tenant + "_id = " + value
                    + " AND id < 'au_149000' ORDER BY " + tenant + "_id DESC, id DESC LIMIT 51").toString()
                    .toLowerCase(Locale.ROOT);
            assertThat(plan, containsString("audit_entry_" + tenant));
            assertThat(plan, vendor.equals("h2") ? containsString("index sorted") : not(containsString("sort key")));
        }
    }

    /** Something that changed. */
    record Document(String name) implements JsonDocument {
    }
}
