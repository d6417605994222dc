package io.carillon.insight;

import static io.carillon.insight.SomeFacts.APPLICATION;
import static io.carillon.insight.SomeFacts.OPERATOR;
import static io.carillon.insight.SomeFacts.ORGANIZATION;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.access.Role;
import io.carillon.catalog.EmptyCatalog;
import io.carillon.database.JpqlFilter;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.insight.ChangeFinder.Found;
import io.carillon.insight.MessageFilter.Condition;
import io.carillon.insight.MessageFilter.Conditions;
import io.carillon.platform.Ids;
import io.carillon.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes found by their ids, and messages as each role may see them, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ReadersTest {

    private static final Condition NOTHING = new Condition("", List.of());
    private static final Conditions ALL = new Conditions(NOTHING, NOTHING, NOTHING);
    private static final Limits LIMITS = Limits.of(Settings.of(Map.of()));

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aChangeIsFoundByItsIdForItsReporterAndForWhoIsNotified(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            database.execute("UPDATE rejected_message SET change_id = 'c-9'");
            database.execute("UPDATE inbox SET received_at = clock_timestamp() - INTERVAL '2' DAY");
            ChangeFinder finder = new ChangeFinder(database, new EmptyCatalog(), Settings.of(Map.of()));

            assertThat(finder.find(7, "c-1", "p").change().resourceId(), is("t"));
            assertThat("too long ago to be found without its producer", finder.find(7, "c-1", "q").change(), nullValue());
            database.execute("""
                    INSERT INTO api_key (id, name, scope, producer, key_hash, created_at)
                    VALUES ('ak', 'n', 'producer', 'p', 'h', clock_timestamp())""");
            assertThat(finder.find(7, "c-1", "q").change().changeId(), is("p/c-1"));
            assertThat(finder.find(8, "c-1", "q").change(), nullValue());
            assertThat(finder.find(7, "c-9", "q").rejected().id(), is("rm_2"));

            database.execute("INSERT INTO inbox (organization_id, change_id, received_at, event_type, resource_id)"
                    + " VALUES (7, 'user/50%_!', clock_timestamp(), 'team.updated', 't')");
            assertThat(finder.find(7, "50%_!", "q").change().changeId(), is("user/50%_!"));
            assertThat(finder.find(7, "50__!", "q").change(), nullValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "h2")
    void whatIsNotFoundHasACodeAllTheSame(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            ChangeFinder finder = new ChangeFinder(database, new EmptyCatalog(), Settings.of(Map.of()));
            Found unknown = finder.find(7, "c-1", "p");
            assertThat(unknown.unknown(() -> false, LIMITS).code(), is(Code.NOT_RECEIVED));
            assertThat(unknown.unknown(() -> true, LIMITS).code(), is(Code.QUEUED));
            String id = Ids.lowest("ch", Instant.parse("2025-06-01T00:00:00Z")) + "0".repeat(20);
            assertThat(finder.find(7, id, "p").unknown(() -> true, LIMITS).code(), is(Code.EXPIRED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void messagesAreForTheirOrganizationAndForWhoGetsThem(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            database.execute("UPDATE message SET data = '{}'");
            MessageReader reader = new MessageReader();
            reader.database = database;

            assertThat(ids(reader, OPERATOR, ALL), contains("wh_1"));
            assertThat(ids(reader, ORGANIZATION, ALL), contains("wh_1"));
            assertThat(ids(reader, APPLICATION, ALL), contains("wh_1"));
            assertThat(ids(reader, new Viewer(Role.ORGANIZATION, 8L, null, true), ALL), empty());
            assertThat(ids(reader, new Viewer(Role.APPLICATION, null, "app_2", true), ALL), empty());
            assertThat(ids(reader, OPERATOR, new Conditions(NOTHING.and("m.resource_id = ?", "u"), NOTHING, NOTHING)),
                    empty());
            assertThat(reader.list(ALL, OPERATOR, "wh_1", null, 9), empty());
            assertThat(reader.find("wh_1", APPLICATION).orElseThrow().data(), is("{}"));
            assertThat(reader.find("wh_1", APPLICATION).orElseThrow().deliveries(), is(1));
            database.execute("DELETE FROM enablement");
            assertThat(reader.find("wh_1", APPLICATION).orElseThrow().data(), nullValue());
            assertThat(reader.find("wh_1", ORGANIZATION).orElseThrow().data(), is("{}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void messagesAreFoundByTheirDataByWhoMayReadThem(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            database.execute("UPDATE message SET data = '{\"name\":\"Übung 50%\"}'");
            MessageReader reader = new MessageReader();
            reader.database = database;

            for (Viewer viewer : List.of(OPERATOR, ORGANIZATION, APPLICATION)) {
                assertThat(ids(reader, viewer, containing("\"übung 50%\"")), contains("wh_1"));
                assertThat(ids(reader, viewer, containing("_bung")), empty());
            }
            assertThat(ids(reader, new Viewer(Role.ORGANIZATION, 8L, null, true), containing("name")), empty());
            database.execute("DELETE FROM enablement");
            assertThat(ids(reader, APPLICATION, ALL), contains("wh_1"));
            assertThat(ids(reader, APPLICATION, containing("name")), empty());
            database.execute("UPDATE message SET data = NULL");
            assertThat(ids(reader, OPERATOR, containing("name")), empty());
        }
    }

    private static Conditions containing(String text) {
        return new Conditions(NOTHING, NOTHING, MessageFilter.inData(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPageThatNoIndexServesLooksAtSomeMessages(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            List<String> ids = IntStream.range(0, JpqlFilter.MOST_SCANNED + 10)
                    .mapToObj(i -> Ids.lowest("wh", Instant.EPOCH.plusMillis(i / 2)) + i % 2).toList();
            Rows.messages(database, ids);
            MessageReader reader = new MessageReader();
            reader.database = database;
            Conditions scanned = new Conditions(NOTHING, NOTHING.and("m.id <= ?", ids.get(8)), NOTHING);

            assertThat(reader.lastScanned(ALL, OPERATOR, ""), nullValue());
            String last = reader.lastScanned(scanned, OPERATOR, "");
            assertThat(last, is(Ids.beginning(ids.get(10))));
            assertThat(reader.list(scanned, OPERATOR, "", last, 9), empty());
            assertThat(reader.lastScanned(scanned, OPERATOR, last), nullValue());
            assertThat(reader.list(scanned, OPERATOR, last, null, 9), hasSize(9));
            assertThat(reader.lastScanned(ALL, APPLICATION, ""), is(last));
        }
    }

    private static List<String> ids(MessageReader reader, Viewer viewer, Conditions conditions) {
        return reader.list(conditions, viewer, "", null, 9).stream().map(MessageDocument::id).toList();
    }
}
