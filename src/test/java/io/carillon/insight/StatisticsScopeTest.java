package io.carillon.insight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.access.Role;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.statistics.GroupBy;
import io.carillon.statistics.Selection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Which statistics each role may see: organization 7 owns app, which has ep_1 and ep_2; other has ep_3. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class StatisticsScopeTest {

    private static final Viewer OPERATOR = new Viewer(Role.OPERATOR, null, null, true);
    private static final Viewer ORGANIZATION = new Viewer(Role.ORGANIZATION, 7L, null, true);
    private static final Viewer STRANGER = new Viewer(Role.ORGANIZATION, 8L, null, true);
    private static final Viewer APPLICATION = new Viewer(Role.APPLICATION, null, "app", true);
    private static final Set<String> OWN = Set.of("ep_1", "ep_2");

    private MigratedDatabase database;
    private StatisticsScope scope;

    @BeforeEach
    void open() throws SQLException {
        database = MigratedDatabase.of("h2");
        database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'Seven', CURRENT_TIMESTAMP)");
        Rows.application(database);
        Rows.endpoints(database, "ep_1", "ep_2", "ep_3");
        database.execute("INSERT INTO application (id, name, created_at) VALUES ('other', 'Other', CURRENT_TIMESTAMP)");
        database.execute("UPDATE application SET owner_organization_id = 7 WHERE id = 'app'");
        database.execute("UPDATE endpoint SET application_id = 'other' WHERE id = 'ep_3'");
        scope = new StatisticsScope(database);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void anOperatorSeesWhatIsAskedFor() {
        assertThat(scope.deliveries(OPERATOR, null, null, null, null), contains(Selection.ALL));
        assertThat(scope.deliveries(OPERATOR, 7L, "app", null, "team.updated"),
                contains(new Selection(7L, null, OWN, "team.updated")));
        assertThat(scope.deliveries(OPERATOR, null, "app", "ep_3", null), is(empty()));
        assertThat(scope.deliveries(OPERATOR, null, "none", null, null), is(empty()));
        assertThat(scope.changes(OPERATOR, 8L, null), contains(new Selection(8L, null, null, null)));
    }

    @Test
    void anOrganizationSeesWhatItGetsAndWhatGoesToItsApplications() {
        assertThat(scope.deliveries(ORGANIZATION, null, null, null, null),
                containsInAnyOrder(new Selection(7L, null, null, null), new Selection(null, 7L, OWN, null)));
        assertThat(scope.deliveries(ORGANIZATION, 7L, null, null, null), contains(new Selection(7L, null, null, null)));
        assertThat(scope.deliveries(ORGANIZATION, 8L, null, null, null), contains(new Selection(8L, 7L, OWN, null)));
        assertThat("its own messages only", scope.deliveries(ORGANIZATION, null, null, "ep_3", null),
                contains(new Selection(7L, null, Set.of("ep_3"), null)));
        assertThat("nothing of others", scope.deliveries(STRANGER, 7L, null, null, null), is(empty()));
        assertThat(scope.deliveries(STRANGER, null, null, null, null), contains(new Selection(8L, null, null, null)));
        assertThat(scope.changes(ORGANIZATION, null, null), contains(new Selection(7L, null, null, null)));
        assertThat(scope.changes(STRANGER, 7L, null), is(empty()));
    }

    @Test
    void anApplicationSeesWhatGoesToItsEndpoints() {
        assertThat(scope.deliveries(APPLICATION, null, null, null, null), contains(new Selection(null, null, OWN, null)));
        assertThat(scope.deliveries(APPLICATION, 7L, null, "ep_1", null),
                contains(new Selection(7L, null, Set.of("ep_1"), null)));
        assertThat(scope.deliveries(APPLICATION, null, "other", null, null), is(empty()));
        assertThat(scope.deliveries(APPLICATION, null, null, "ep_3", null), is(empty()));
    }

    @Test
    void theWordsOfTheParameterAreConstants() {
        assertThat(StatisticsScope.groupBy("eventType"), is(GroupBy.EVENT_TYPE));
        assertThat(StatisticsScope.groupBy("endpoint"), is(GroupBy.ENDPOINT));
    }
}
