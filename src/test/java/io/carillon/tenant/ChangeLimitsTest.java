package io.carillon.tenant;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ChangeLimitsTest {

    private static final List<Long> ALL = List.of(1L, 2L, 3L);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void limitsAreKnownFromTheRowsThatAreReadForTheParents(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute("INSERT INTO organization (id, name, changes_a_day, created_at) VALUES"
                    + " (1, 'A', 10, CURRENT_TIMESTAMP), (2, 'B', NULL, CURRENT_TIMESTAMP), (3, 'C', 0, CURRENT_TIMESTAMP)");
            Tenants tenants = new Tenants(database);
            ChangeLimits limits = limits(tenants, "0");
            ChangeLimits withDefault = limits(tenants, "5");
            assertThat(limits.areAny(), is(false));
            tenants.parentsOf(ALL);
            assertThat(limits.areAny(), is(true));
            assertThat(limits.of(ALL), is(Map.of(1L, 10)));
            assertThat(withDefault.of(ALL), is(Map.of(1L, 10, 2L, 5)));

            database.execute("UPDATE organization SET changes_a_day = NULL WHERE id = 3");
            database.execute("UPDATE organization SET deleted_at = CURRENT_TIMESTAMP WHERE id = 1");
            tenants.parentsOf(ALL);
            assertThat(limits.areAny(), is(false));
            assertThat(limits.of(ALL), is(Map.of()));
            assertThat(withDefault.of(ALL), is(Map.of(1L, 5, 2L, 5, 3L, 5)));
        }
    }

    @Test
    void anOwnLimitReplacesTheUsualOneAndZeroIsNone() {
        ChangeLimits limits = limits(new Tenants(), "5");
        assertThat(limits.areAny(), is(true));
        assertThat(limits.effective(Optional.empty()), is(Optional.of(5)));
        assertThat(limits.effective(Optional.of(7)), is(Optional.of(7)));
        assertThat(limits.effective(Optional.of(0)), is(Optional.empty()));
        assertThat(limits(new Tenants(), "0").effective(Optional.empty()), is(Optional.empty()));
    }

    private static ChangeLimits limits(Tenants tenants, String usual) {
        return new ChangeLimits(tenants, Settings.of(Map.of("carillon.changes.a.day", usual)));
    }
}
