package io.carillon.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SecretCipher;
import io.carillon.database.MigratedDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a change of the key, secrets of sources are encrypted again, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class SourceSecretsRenewalTest {

    private final SecretCipher old = Ciphers.withKeyOf(1);
    private final SecretCipher current = Ciphers.withKeyOf(2, 1);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatAnEarlierKeyEncryptedIsEncryptedAgain(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            for (int i = 100; i < 201; i++) {
                insert(database, "old-" + i, old);
            }
            insert(database, "current", current);
            insert(database, "lost", Ciphers.withKeyOf(3));
            SourceSecretsRenewal renewal = new SourceSecretsRenewal();
            renewal.database = database;
            renewal.cipher = current;

            assertThat(renewal.renew(""), is(new SourceSecretsRenewal.Page(99, 1, "old-198")));
            assertThat(renewal.renew("old-198"), is(new SourceSecretsRenewal.Page(2, 0, null)));
            assertThat(renewal.renew(""), is(new SourceSecretsRenewal.Page(0, 1, null)));
            String renewed = database.query("SELECT secret FROM source WHERE id = 'old-150'").get(0);
            assertThat(Ciphers.withKeyOf(2).decrypt(renewed, "old-150"), is("geheim"));
        }
    }

    private static void insert(MigratedDatabase database, String id, SecretCipher cipher) throws SQLException {
        database.execute("INSERT INTO source (id, name, verification, secret, mappings, unmatched, created_at) VALUES ('" + id
                + "', 'x', '{}', '" + cipher.encrypt("geheim", id) + "', '[]', 'ignore', CURRENT_TIMESTAMP)");
    }
}
