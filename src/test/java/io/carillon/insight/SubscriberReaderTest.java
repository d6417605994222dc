package io.carillon.insight;

import static io.carillon.insight.SomeFacts.APPLICATION;
import static io.carillon.insight.SomeFacts.ORGANIZATION;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.endpoint.EventTypePattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who subscribes to event types, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class SubscriberReaderTest {

    private static final Map<Set<String>, Set<String>> TEAM_UPDATED = open("team.updated");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anEndpointSubscribesByNameByPrefixOrToAll(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            endpoint(database, "ep_2", "app_2", "score.updated team.updated");
            endpoint(database, "ep_3", "app_2", "team.*");
            endpoint(database, "ep_4", "app_1", "*");
            endpoint(database, "ep_5", "app_1", "team.updated_more steam.updated a.team.updated");
            endpoint(database, "ep_6", "app_1", "*");
            database.execute("UPDATE endpoint SET status = 'deleted' WHERE id = 'ep_6'");
            SubscriberReader reader = new SubscriberReader();
            reader.database = database;

            assertThat(ids(reader.list(TEAM_UPDATED, "", 9)), contains("ep_2", "ep_3", "ep_4"));
            assertThat(ids(reader.list(TEAM_UPDATED, "ep_2", 1)), contains("ep_3"));
            assertThat(ids(reader.list(open("team.created", "score.created"), "", 9)), contains("ep_1", "ep_3", "ep_4"));
            assertThat(ids(reader.list(open("tea_.updated"), "", 9)), contains("ep_4"));
            assertThat(reader.list(Map.of(), "", 9), empty());
            assertThat(reader.count(TEAM_UPDATED, APPLICATION), is(1));
            assertThat(reader.count(TEAM_UPDATED, ORGANIZATION), is(0));
            database.execute("UPDATE application SET owner_organization_id = 7 WHERE id IN ('app_1', 'app_2')");
            assertThat(reader.count(TEAM_UPDATED, ORGANIZATION), is(3));
            assertThat(reader.count(Map.of(), ORGANIZATION), is(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theFirstOrganizationsThatHaveEnabledTheApplicationAreShown(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            endpoint(database, "ep_2", "app_2", "*");
            endpoint(database, "ep_3", "app_3", "*");
            for (long id = 100; id < 121; id++) {
                database.execute("INSERT INTO organization (id, name, created_at) VALUES (" + id
                        + ", 'x', clock_timestamp())");
                database.execute("INSERT INTO enablement VALUES (" + id + ", 'app_2', clock_timestamp())");
            }
            SubscriberReader reader = new SubscriberReader();
            reader.database = database;

            List<SubscriberDocument> found = reader.list(open("score.updated"), "", 9);
            assertThat(ids(found), contains("ep_1", "ep_2", "ep_3"));
            assertThat(found.get(0).organizations(), contains(7L));
            assertThat(found.get(1).organizations(), is(LongStream.range(100, 120).boxed().toList()));
            assertThat(found.stream().map(SubscriberDocument::moreOrganizations).toList(), contains(false, true, false));
            assertThat(found.get(2).organizations(), empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anEndpointSubscribesToWhatItsApplicationHasTheFlagsFor(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            endpoint(database, "ep_2", "app_2", "*");
            endpoint(database, "ep_3", "app_3", "team.*");
            database.execute("UPDATE application SET flags = 'a_b beta' WHERE id = 'app_2'");
            database.execute("UPDATE application SET flags = 'axb beta' WHERE id = 'app_3'");
            SubscriberReader reader = new SubscriberReader();
            reader.database = database;
            Set<String> team = Set.of("team.updated");

            assertThat(ids(reader.list(Map.of(Set.of("beta", "a_b"), team), "", 9)), contains("ep_2"));
            assertThat(ids(reader.list(Map.of(Set.of("beta"), team), "", 9)), contains("ep_2", "ep_3"));
            assertThat(reader.list(Map.of(Set.of("bet"), team), "", 9), empty());
            assertThat(ids(reader.list(Map.of(Set.of("a_b"), team, Set.of(), Set.of("team.created")), "", 9)),
                    contains("ep_2", "ep_3"));
            assertThat(reader.count(Map.of(Set.of("beta"), team), APPLICATION), is(0));
        }
    }

    @Test
    void thePatternsAreThoseThatMatch() {
        Set<String> patterns = SubscriberReader.patterns(Set.of("a.b.c"));
        assertThat(patterns, contains("*", "a.*", "a.b.*", "a.b.c"));
        for (String pattern : patterns) {
            assertThat(new EventTypePattern(pattern).matches("a.b.c"), is(true));
        }
    }

    /** Event types without flags. */
    private static Map<Set<String>, Set<String>> open(String... eventTypes) {
        return Map.of(Set.of(), Set.of(eventTypes));
    }

    private static void endpoint(MigratedDatabase database, String id, String application, String eventTypes) throws Exception {
        database.execute("""
                INSERT INTO endpoint (id, application_id, url, format, delivery, retry, event_types, headers, status, secret,
                    created_at, updated_at)
                VALUES ('%s', '%s', 'http://x/', 'thin', 'coalesced', 'none', '%s', '{}', 'active', 's', clock_timestamp(),
                    clock_timestamp())""".formatted(id, application, eventTypes));
    }

    private static List<String> ids(List<SubscriberDocument> found) {
        return found.stream().map(SubscriberDocument::endpointId).toList();
    }
}
