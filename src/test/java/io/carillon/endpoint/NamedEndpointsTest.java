package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.json.Flaw;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class NamedEndpointsTest {

    private static final Set<String> ALL = Set.of("ep_1", "ep_deleted", "ep_none");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anOrganizationLearnsOnlyOfEndpointsThatMayHearOfIt(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Rows.application(database);
            Rows.endpoints(database, "ep_1", "ep_deleted");
            database.execute("UPDATE endpoint SET status = 'deleted' WHERE id = 'ep_deleted'");
            database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'A', CURRENT_TIMESTAMP),"
                    + " (8, 'B', CURRENT_TIMESTAMP)");
            NamedEndpoints endpoints = new NamedEndpoints(database);
            assertThat(endpoints.unknown(ALL, null), is(Set.of("ep_deleted", "ep_none")));
            assertThat(endpoints.unknown(ALL, 7L), is(ALL));

            database.execute("INSERT INTO enablement (organization_id, application_id, enabled_at)"
                    + " VALUES (7, 'app', CURRENT_TIMESTAMP)");
            assertThat("enabled", endpoints.unknown(ALL, 7L), is(Set.of("ep_deleted", "ep_none")));
            assertThat(endpoints.unknown(ALL, 8L), is(ALL));
            database.execute("UPDATE application SET owner_organization_id = 8");
            assertThat("its own", endpoints.unknown(ALL, 8L), is(Set.of("ep_deleted", "ep_none")));
            assertThat(endpoints.unknown(Set.of(), 7L), is(Set.of()));
        }
    }

    @Test
    void theFlawNamesTheFirstThatIsUnknown() {
        assertThat(NamedEndpoints.flawOf(List.of("ep_1", "ep_none"), Set.of("ep_none")),
                is(Optional.of(new Flaw("endpoint-unknown", "/endpoints", "names no endpoint: ep_none"))));
        assertThat(NamedEndpoints.flawOf(List.of("ep_1"), Set.of("ep_none")), is(Optional.empty()));
    }
}
