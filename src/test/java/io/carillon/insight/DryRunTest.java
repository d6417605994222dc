package io.carillon.insight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.access.Role;
import io.carillon.catalog.OperationalEvents;
import io.carillon.catalog.TeamCatalog;
import io.carillon.database.MigratedDatabase;
import io.carillon.endpoint.NamedEndpoints;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.MalformedChanges;
import io.carillon.rejected.Refusals;
import io.carillon.settings.Settings;
import io.carillon.tenant.Tenants;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would become of a change at an endpoint whose filter this version cannot read. */
class DryRunTest {

    private static final Settings SETTINGS = Settings.of(Map.of());
    private static final String CHANGE = """
            {"organizationId":7,"eventType":"team.updated","resourceId":"t","data":{"score":1}}""";

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aFilterThatCannotBeReadStopsNothingAsOnTheWay(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            StoredFacts.fill(database);
            database.execute("DELETE FROM audit_entry");
            database.execute("UPDATE endpoint SET event_types = '*', status = 'active', delivery = 'instant',"
                    + " content_filter = '{\"data\":{\"score\":[{\"odd\":7}]}}'");
            DryRun dryRun = dryRun(database);
            assertThat(sentences(dryRun), contains("It would be sent at once. The endpoint's filter cannot be read, because"
                    + " another version of Carillon wrote it; it stops nothing."));
            database.execute("UPDATE endpoint SET content_filter = 'no JSON', delivery = 'coalesced'");
            assertThat(sentences(dryRun), contains(startsWith("It would be announced at ")));
            database.execute("UPDATE endpoint SET content_filter = '{\"data\":{\"score\":2}}'");
            assertThat(sentences(dryRun), contains("The change would not pass the endpoint's filter."));
        }
    }

    private static List<String> sentences(DryRun dryRun) throws MalformedChanges {
        return dryRun.of(ChangesDocument.read(CHANGE.getBytes(UTF_8), 1).get(0), new Viewer(Role.OPERATOR, null, null, true), "p")
                .stream().map(Verdict::sentence).toList();
    }

    private static DryRun dryRun(MigratedDatabase database) {
        DryRun dryRun = new DryRun();
        dryRun.database = database;
        dryRun.catalog = new TeamCatalog();
        dryRun.operationalEvents = new OperationalEvents();
        dryRun.tenants = new Tenants() {
            @Override
            public Map<Long, Optional<Long>> parentsOf(Collection<Long> ids) {
                return Map.of(7L, Optional.empty());
            }
        };
        dryRun.endpoints = new NamedEndpoints(database);
        dryRun.registries = new RegistryReader(database);
        dryRun.reader = new FactsReader(database, new TeamCatalog(), dryRun.registries, new Refusals() { }, SETTINGS);
        dryRun.settings = SETTINGS;
        return dryRun;
    }
}
