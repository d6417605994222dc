package io.carillon.tenant;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class TenantsTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void knownOrganizationsAreReturnedWithTheirParents(String vendor) throws SQLException {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute("""
                    INSERT INTO organization (id, name, parent_id, created_at) VALUES (1, 'League', NULL, CURRENT_TIMESTAMP),
                        (2, 'Club', 1, CURRENT_TIMESTAMP), (3, 'Another club', 1, CURRENT_TIMESTAMP)""");
            Tenants tenants = new Tenants(database);
            assertThat(tenants.parentsOf(List.of(1L, 2L, 9_999_999_999L)), is(Map.of(1L, Optional.empty(), 2L, Optional.of(1L))));
            assertThat(tenants.parentsOf(List.of()), is(Map.of()));
        }
    }
}
