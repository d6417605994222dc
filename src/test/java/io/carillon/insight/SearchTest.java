package io.carillon.insight;

import static io.carillon.insight.SomeFacts.APPLICATION;
import static io.carillon.insight.SomeFacts.OPERATOR;
import static io.carillon.insight.SomeFacts.ORGANIZATION;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.access.Role;
import io.carillon.database.MigratedDatabase;
import io.carillon.insight.SearchHitDocument.Kind;
import io.carillon.platform.Ids;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds for each kind of caller, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class SearchTest {

    private static final Viewer OTHER_ORGANIZATION = new Viewer(Role.ORGANIZATION, 8L, null, true);
    private static final Viewer OTHER_APPLICATION = new Viewer(Role.APPLICATION, null, "app_2", true);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anIdIsFoundByItsBeginningForThoseWhoMaySeeIt(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            IdSearch search = new IdSearch();
            search.database = database;
            for (String id : List.of("wh_1", "dl_1", "ep_1", "app_1", "rd_1")) {
                assertThat(ids(search.find(id, OPERATOR, 9)), contains(id));
                assertThat(ids(search.find(id, ORGANIZATION, 9)), contains(id));
                assertThat(ids(search.find(id, APPLICATION, 9)), contains(id));
                assertThat(id, search.find(id, OTHER_ORGANIZATION, 9), empty());
                assertThat(id, search.find(id, OTHER_APPLICATION, 9), empty());
            }
            assertThat(ids(search.find("rm_", OPERATOR, 9)), contains("rm_2", "rm_1"));
            assertThat(ids(search.find("rm_", OPERATOR, 1)), contains("rm_2"));
            assertThat(ids(search.find("rm_1", ORGANIZATION, 9)), contains("rm_1"));
            assertThat(search.find("rm_1", OTHER_ORGANIZATION, 9), empty());
            assertThat(search.find("rm_1", APPLICATION, 9), empty());
            assertThat(ids(search.find("rj_", OPERATOR, 9)), contains("rj_1"));
            assertThat(search.find("rj_1", ORGANIZATION, 9), empty());
            assertThat(ids(search.find("app_", OPERATOR, 9)), contains("app_3", "app_2", "app_1"));
            for (String text : List.of("wh_2", "wh_1f", "WH_1", "wh", "key_1", "xx_1", "wh_1%", "team")) {
                assertThat(text, search.find(text, OPERATOR, 9), empty());
            }
            SearchHitDocument delivery = search.find("dl_", OPERATOR, 9).get(0);
            assertThat(delivery, is(new SearchHitDocument(Kind.DELIVERY, "dl_1", "failed: team.updated of team t",
                    "/api/v1/deliveries/dl_1")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aChangeIsFoundByTheTimeInItsIdOnceTwelveDigitsAreKnown(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            IdSearch search = new IdSearch();
            search.database = database;
            String id = Ids.lowest("ch", Instant.now()) + "ab".repeat(10);
            database.execute("INSERT INTO inbox (organization_id, change_id, received_at, event_type, resource_id)"
                    + " VALUES (7, 'user/" + id + "', clock_timestamp(), 'team.updated', 't')");
            for (String text : List.of(id, id.substring(0, 15))) {
                assertThat(search.find(text, OPERATOR, 9), contains(new SearchHitDocument(Kind.CHANGE, id,
                        "team.updated of t", "/api/v1/organizations/7/changes/" + id)));
                assertThat(ids(search.find(text, ORGANIZATION, 9)), contains(id));
                assertThat(search.find(text, OTHER_ORGANIZATION, 9), empty());
                assertThat(search.find(text, APPLICATION, 9), empty());
            }
            assertThat(search.find(id.substring(0, 14), OPERATOR, 9), empty());
            assertThat(search.find("ch_" + "f".repeat(32), OPERATOR, 9), empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void namesUrlsAndObjectsAreFoundByText(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            TextSearch search = new TextSearch();
            search.database = database;
            assertThat(titles(search.find("seVe", OPERATOR, 9)), contains("Seven"));
            assertThat(titles(search.find("7", OPERATOR, 9)), contains("Seven"));
            assertThat(titles(search.find("7", ORGANIZATION, 9)), contains("Seven"));
            assertThat(titles(search.find("seven", APPLICATION, 9)), contains("Seven"));
            assertThat(titles(search.find("board", OPERATOR, 9)), contains("Board 100%"));
            assertThat(titles(search.find("100%", APPLICATION, 9)), contains("Board 100%"));
            assertThat(titles(search.find("1%0", OPERATOR, 9)), empty());
            assertThat(titles(search.find("//X/", ORGANIZATION, 9)), contains("http://x/"));
            for (Viewer viewer : List.of(OPERATOR, ORGANIZATION, APPLICATION)) {
                assertThat(search.find("t", viewer, 9).stream().filter(hit -> hit.kind() == Kind.OBJECT).toList(),
                        contains(new SearchHitDocument(Kind.OBJECT, "t", "team t of organization 7",
                                "/api/v1/messages?organization=7&resourceType=team&resourceId=t")));
                assertThat(search.find("nothing", viewer, 9), empty());
            }
            for (String text : List.of("seven", "7", "board", "http://x/", "t")) {
                assertThat(text, search.find(text, OTHER_ORGANIZATION, 9), empty());
                assertThat(text, search.find(text, OTHER_APPLICATION, 9), empty());
            }
            database.execute("UPDATE organization SET deleted_at = created_at");
            database.execute("UPDATE endpoint SET status = 'deleted'");
            assertThat(search.find("7", OPERATOR, 9), empty());
            assertThat(search.find("http", OPERATOR, 9), empty());
        }
    }

    private static MigratedDatabase filled(String vendor) throws Exception {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        StoredFacts.fill(database);
        database.execute("UPDATE application SET name = 'Board 100%', owner_organization_id = 7 WHERE id = 'app_1'");
        for (String job : List.of("'rd_1', 'redeliver', 'app_1'", "'rj_1', 'delete', NULL")) {
            database.execute("INSERT INTO job (id, kind, application_id, selection, state, done_count, skipped_count, started_at,"
                    + " ended_at, highest_id, last_id, failures, fence, leased_until, due_at) VALUES (" + job
                    + ", '{}', 'done', 0, 0, clock_timestamp(), clock_timestamp(), '', '', 0, 0, clock_timestamp(),"
                    + " clock_timestamp())");
        }
        return database;
    }

    private static List<String> ids(List<SearchHitDocument> hits) {
        return hits.stream().map(SearchHitDocument::id).toList();
    }

    private static List<String> titles(List<SearchHitDocument> hits) {
        return hits.stream().map(SearchHitDocument::title).toList();
    }
}
