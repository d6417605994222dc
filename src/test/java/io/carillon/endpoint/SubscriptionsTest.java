package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.catalog.TeamCatalog;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.endpoint.Subscriptions.Listeners;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoints are decided about when, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class SubscriptionsTest {

    private static final List<Long> ALL = LongStream.rangeClosed(1, 8).boxed().toList();
    private static final String FILTERED = "content_filter = '{\"data\":{\"a\":1}}'";

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void atAChangeInstantAndFilteredOnesAreDecidedAbout(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            aTenantOfEachKind(database);
            Listeners listeners = new Subscriptions(database, new TeamCatalog()).atChange(ALL);

            assertThat(listening(listeners), contains("1 ep_1", "3 ep_3", "4 ep_4", "7 ep_7a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void atAChangeOrganizationsWithCoalescedOnesAreKnown(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            aTenantOfEachKind(database);
            Listeners listeners = new Subscriptions(database, new TeamCatalog()).atChange(ALL);

            assertThat(ALL.stream().filter(listeners::coalesceIn).toList(), contains(2L, 3L, 5L, 7L));
            assertThat(new Subscriptions(database, new TeamCatalog()).atChange(List.of()).isEmpty(), is(true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void atTheTickCoalescedOnesAreDecidedAbout(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            aTenantOfEachKind(database);
            Listeners listeners = new Subscriptions(database, new TeamCatalog()).atTick(ALL);

            assertThat(listening(listeners), contains("2 ep_2", "3 ep_3", "5 ep_5", "7 ep_7b"));
            assertThat(listening(new Subscriptions(database, new TeamCatalog()).atTick(List.of(1L, 8L))), empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anEventTypeReachesApplicationsWithAllOfItsFlags(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            aTenantOfEachKind(database);
            database.execute("UPDATE application SET flags = 'beta early' WHERE id IN ('app_1', 'app_2')");
            database.execute("UPDATE application SET flags = 'early' WHERE id IN ('app_3', 'app_4')");
            Subscriptions subscriptions = new Subscriptions(database, TeamCatalog.needing("early", "beta"));

            assertThat(selecting(subscriptions.atChange(ALL), "team.updated"), contains("ep_1"));
            assertThat(selecting(subscriptions.atTick(ALL), "team.updated"), contains("ep_2"));
            assertThat(selecting(subscriptions.atChange(ALL), "team.created"), contains("ep_1", "ep_3", "ep_4", "ep_7a"));
            assertThat(ALL.stream().filter(subscriptions.atChange(ALL)::coalesceIn).toList(), contains(2L, 3L, 5L, 7L));
        }
    }

    private static List<String> selecting(Listeners listeners, String eventType) {
        return ALL.stream().flatMap(organization -> listeners.bySelection(organization,
                        one -> one.subscribesTo(eventType) ? List.of(eventType) : List.<String>of()).values().stream())
                .flatMap(List::stream).map(Subscriber::endpointId).toList();
    }

    /** Instant; coalesced; coalesced with a filter; instant with one; coalesced, switched off; deleted; both; none. */
    private static void aTenantOfEachKind(MigratedDatabase database) throws SQLException {
        for (long organization : ALL) {
            database.execute("INSERT INTO organization (id, name, created_at) VALUES (%d, 'Test', CURRENT_TIMESTAMP)"
                    .formatted(organization));
            database.execute("INSERT INTO application (id, name, created_at) VALUES ('app_%d', 'Test', CURRENT_TIMESTAMP)"
                    .formatted(organization));
            database.execute("""
                    INSERT INTO enablement (organization_id, application_id, enabled_at)
                    VALUES (%d, 'app_%d', CURRENT_TIMESTAMP)""".formatted(organization, organization));
        }
        Rows.application(database);
        endpoint(database, 1, "ep_1", "delivery = 'instant'");
        endpoint(database, 2, "ep_2", "delivery = 'coalesced'");
        endpoint(database, 3, "ep_3", "delivery = 'coalesced', " + FILTERED);
        endpoint(database, 4, "ep_4", "delivery = 'instant', " + FILTERED);
        endpoint(database, 5, "ep_5", "delivery = 'coalesced', status = 'inactive'");
        endpoint(database, 6, "ep_6", "delivery = 'coalesced', status = 'deleted'");
        endpoint(database, 7, "ep_7a", "delivery = 'instant'");
        endpoint(database, 7, "ep_7b", "delivery = 'coalesced'");
    }

    private static void endpoint(MigratedDatabase database, long organization, String id, String how) throws SQLException {
        Rows.endpoints(database, id);
        database.execute("UPDATE endpoint SET application_id = 'app_%d', %s WHERE id = '%s'".formatted(organization, how, id));
    }

    private static List<String> listening(Listeners listeners) {
        return ALL.stream().flatMap(organization -> listeners
                .bySelection(organization, Subscriber::eventTypes).values().stream().flatMap(List::stream)
                .map(endpoint -> organization + " " + endpoint.endpointId())).toList();
    }
}
