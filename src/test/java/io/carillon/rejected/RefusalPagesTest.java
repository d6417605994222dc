package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.access.Caller;
import io.carillon.access.KeysOfScope;
import io.carillon.access.Role;
import io.carillon.access.Scope;
import io.carillon.database.MigratedDatabase;
import io.carillon.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was refused, in pages, for those who may see it. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class RefusalPagesTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final RefusalSelection ALL = new RefusalSelection(null, null, null, null, null, null, null);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void eachCallerSeesItsOwn(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            RefusalPages pages = new RefusalPages(database, 100);
            assertThat(ids(pages, ALL), is("5 4 3 2 1 0"));
            assertThat(ids(pages, new RefusalSelection(7L, null, null, null, null, null, null)), is("4 2 0"));
            assertThat(ids(pages, new RefusalSelection(7L, null, 8L, null, null, null, null)), is(""));
            assertThat(ids(pages, new RefusalSelection(null, List.of("key_1", "club"), null, null, null, null, null)), is("4 1"));
            assertThat(ids(pages, new RefusalSelection(null, List.of("key_1"), null, "key_2", null, null, null)), is(""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void filtersRestrictAndAMinuteCountsIfItOverlapsThePeriod(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            RefusalPages pages = new RefusalPages(database, 100);
            assertThat(ids(pages, new RefusalSelection(null, null, 8L, "key_1", null, null, null)), is("1"));
            assertThat(ids(pages, new RefusalSelection(null, null, null, null, "too-many", null, null)), is("5 2"));
            assertThat(ids(pages, new RefusalSelection(null, null, null, null, null, minute(2).plusSeconds(30),
                    minute(4).plusSeconds(1))), is("4 3 2"));
            assertThat(ids(pages, new RefusalSelection(null, null, null, null, null, minute(3), minute(4))), is("3"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPageLooksAtALimitedNumberOfRows(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            RefusalPages pages = new RefusalPages(database, 3);
            RefusalSelection rare = new RefusalSelection(null, null, null, null, "value-wrong", null, null);
            String last = pages.lastOf(rare, "");
            assertThat(numbers(pages.read(rare, "", last, 10)), is("4 3"));
            assertThat(numbers(pages.read(rare, last, pages.lastOf(rare, last), 10)), is("1 0"));
            assertThat(pages.lastOf(rare, Ids.lowest("rf", minute(1))), is(nullValue()));
            assertThat(numbers(pages.read(ALL, "", null, 2)), is("5 4"));
        }
    }

    @ParameterizedTest
    @CsvSource({"h2, organization_id, 7, intake_refusal_organization", "h2, key_id, 'key_1', intake_refusal_key",
        "postgresql, organization_id, 7, intake_refusal_organization", "postgresql, key_id, 'key_1', intake_refusal_key"})
    void aPageIsReadInOrderFromAnIndex(String vendor, String column, String value, String index) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute("INSERT INTO intake_refusal (id, at, key_id, status, reason, detail, organization_id, requests)"
                    + " SELECT 'rf_' || (100000 + x), CURRENT_TIMESTAMP, 'key_' || MOD(x, 500), 422, 'r', 'd', MOD(x, 500), 1"
                    + " FROM "
                    + (vendor.equals("h2") ? "SYSTEM_RANGE(1, 50000) AS r (x)" : "generate_series(1, 50000) AS r (x)"));
            database.execute(vendor.equals("h2") ? "ANALYZE" : "ANALYZE intake_refusal");
            String plan = database.query("EXPLAIN SELECT * FROM intake_refusal WHERE " + column + " = "
                    + (column.equals("key_id") ? "'" + value + "'" : value) + " AND id < 'rf_149000' ORDER BY " + column
                    + " DESC, id DESC LIMIT 51").toString().toLowerCase(Locale.ROOT);
            assertThat(plan, containsString(index));
            assertThat(plan, vendor.equals("h2") ? containsString("index sorted") : not(containsString("sort key")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anOrganizationSeesItsOwnKeysAndProducers(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            key(database, "key_1", "organization:7", "club");
            key(database, "key_2", "organization:7", "key_2");
            key(database, "key_3", "producer", "key_3");
            Scope scope = new Scope(Role.ORGANIZATION, "7");
            Caller token = new Caller("jwt:alice", "alice", scope, "jwt:alice", null, Role.ORGANIZATION.capabilities());
            Set<String> some = Set.of("key_1", "club", "key_3", "jwt:alice", "jwt:bob", "key_none");
            assertThat(new KeysOfScope(database).of(token, some), is(Set.of("key_1", "club", "jwt:alice")));
            assertThat(new KeysOfScope(database).of(token, Set.of()), is(Set.of()));
        }
    }

    private static void key(MigratedDatabase database, String id, String scope, String producer) throws Exception {
        database.execute("INSERT INTO api_key (id, name, scope, producer, key_hash, created_at) VALUES ('%s', 'x', '%s', '%s',"
                .formatted(id, scope, producer) + " '" + id + "', CURRENT_TIMESTAMP)");
    }

    /** Row n is of minute n, of organization 7 if n is even, of key_1 in row 1, of the producer club in row 4. */
    private static MigratedDatabase filled(String vendor) throws Exception {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        for (int i = 0; i < 6; i++) {
            database.execute("""
                    INSERT INTO intake_refusal (id, at, key_id, status, reason, detail, organization_id, resource_id, requests)
                    VALUES ('%s', CAST('%s' AS TIMESTAMP WITH TIME ZONE), '%s', 422, '%s', 'd', %d, '%d', 1)""".formatted(
                    Ids.lowest("rf", minute(i).plusSeconds(80)) + "0", minute(i), i == 1 ? "key_1" : i == 4 ? "club" : "key_2",
                    i % 3 == 2 ? "too-many" : "value-wrong", i % 2 == 0 ? 7 : 8, i));
        }
        return database;
    }

    private static Instant minute(int number) {
        return NOON.plus(Duration.ofMinutes(number));
    }

    private static String ids(RefusalPages pages, RefusalSelection selection) {
        return numbers(pages.read(selection, "", pages.lastOf(selection, ""), 10));
    }

    private static String numbers(List<IntakeRefusalDocument> page) {
        return String.join(" ", page.stream().map(IntakeRefusalDocument::resourceId).toList());
    }
}
