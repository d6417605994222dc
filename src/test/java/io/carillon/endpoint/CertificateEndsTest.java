package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates that end soon are found once, on both databases. */
class CertificateEndsTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatEndsSoonIsFoundOnce(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Rows.application(database);
            Rows.endpoints(database, "ended", "soon", "later", "without", "deleted");
            set(database, "ended", -1);
            set(database, "soon", 29);
            set(database, "later", 31);
            set(database, "deleted", 1);
            database.execute("UPDATE endpoint SET status = 'deleted' WHERE id = 'deleted'");
            CertificateEnds ends = new CertificateEnds(database);
            Instant limit = database.now().plus(Duration.ofDays(30));

            List<EndingCertificate> found = ends.ending(limit, 10);
            assertThat(found.stream().map(EndingCertificate::endpointId).toList(), is(List.of("ended", "soon")));
            assertThat(ends.ending(limit, 1).size(), is(1));
            found.forEach(ends::warned);
            assertThat(ends.ending(limit, 10), is(empty()));
            assertThat(ends.ending(limit.plus(Duration.ofDays(2)), 10).get(0).endpointId(), is("later"));
        }
    }

    private static void set(MigratedDatabase database, String id, int days) throws Exception {
        database.execute("UPDATE endpoint SET client_certificate_ends_at = clock_timestamp() + %d * INTERVAL '1' DAY"
                .concat(" WHERE id = '%s'")
                .formatted(days, id));
    }
}
