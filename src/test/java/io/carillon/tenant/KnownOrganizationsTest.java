package io.carillon.tenant;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.platform.Hand;
import io.carillon.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownOrganizationsTest {

    private final Hand clock = new Hand();
    private int statements;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void thoseThatExistAreReadOnceASecondAndOthersWithOneStatement(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute("INSERT INTO organization (id, name, created_at) VALUES (1, 'A', CURRENT_TIMESTAMP),"
                    + " (2, 'B', CURRENT_TIMESTAMP)");
            KnownOrganizations known = known(database, Map.of());
            assertThat(known.refused(Set.of(1L, 2L)), is(Set.of()));
            assertThat(known.refused(Set.of(2L, 1L)), is(Set.of()));
            assertThat(statements, is(1));
            Set<Long> many = LongStream.rangeClosed(1, 1_000).boxed().collect(Collectors.toSet());
            assertThat(known.refused(many).size(), is(998));
            assertThat(statements, is(2));

            database.execute("INSERT INTO organization (id, name, created_at) VALUES (3, 'C', CURRENT_TIMESTAMP)");
            assertThat(known.refused(Set.of(1L, 3L)), is(Set.of()));
            database.execute("UPDATE organization SET deleted_at = CURRENT_TIMESTAMP WHERE id = 1");
            assertThat("for a second", known.refused(Set.of(1L)), is(Set.of()));
            clock.steps(Duration.ofSeconds(1));
            assertThat(known.refused(Set.of(1L)), is(Set.of(1L)));
        }
    }

    @Test
    void whereTheyAreKeptNothingIsReadOrRefused() {
        KnownOrganizations known = known(null, Map.of("carillon.unknown.organization", "keep"));
        assertThat(known.refused(Set.of(1L)), is(Set.of()));
        assertThat(statements, is(0));
    }

    private KnownOrganizations known(MigratedDatabase database, Map<String, String> settings) {
        Tenants counted = new Tenants(database) {
            @Override
            public Map<Long, Optional<Long>> parentsOf(Collection<Long> ids) {
                statements++;
                return super.parentsOf(ids);
            }
        };
        return new KnownOrganizations(counted, Settings.of(settings), clock);
    }
}
