package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SecretCipher;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a change of the key, secrets and headers are encrypted again, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class SecretsRenewalTest {

    private final SecretCipher old = Ciphers.withKeyOf(1);
    private final SecretCipher current = Ciphers.withKeyOf(2, 1);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whateverAnEarlierKeyEncryptedIsEncryptedAgain(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Rows.application(database);
            insert(database, "all-old", old, headers(old, "all-old"));
            insert(database, "current", current, headers(current, "current"));
            insert(database, "none", current, "{}");
            insert(database, "old-headers", current, headers(old, "old-headers"));
            insert(database, "old-key", current, "{}");
            insert(database, "old-access", current, "{}");
            database.execute("UPDATE endpoint SET authentication_secret = '%s', client_key = '%s' WHERE id = 'old-access'"
                    .formatted(old.encrypt("geheim", "old-access authentication"), old.encrypt("k", "old-access client key")));
            String key = old.encrypt("whsk_x", "old-key key");
            database.execute("UPDATE endpoint SET signing_key = '%s', previous_signing_key = '%s' WHERE id = 'old-key'"
                    .formatted(key, key));
            SecretsRenewal renewal = new SecretsRenewal();
            renewal.database = database;
            renewal.cipher = current;

            SecretsRenewal.Page page = renewal.renew("");

            assertThat(page.renewed(), is(4));
            assertThat(page.failed(), is(0));
            assertThat(database.query("SELECT id FROM endpoint WHERE secret LIKE '" + current.keyId() + ":%' AND (headers = '{}'"
                    + " OR headers LIKE '" + current.keyId() + ":%') ORDER BY id"),
                    contains("all-old", "current", "none", "old-access", "old-headers", "old-key"));
            String renewed = database.query("SELECT headers FROM endpoint WHERE id = 'old-headers'").get(0);
            assertThat(renewed, startsWith(current.keyId()));
            assertThat(EndpointHeaders.renewed(Ciphers.withKeyOf(2), renewed, "old-headers"), startsWith(current.keyId()));
            for (String column : List.of("signing_key", "previous_signing_key")) {
                String again = database.query("SELECT " + column + " FROM endpoint WHERE id = 'old-key'").get(0);
                assertThat(Ciphers.withKeyOf(2).decrypt(again, "old-key key"), is("whsk_x"));
            }
            assertThat(Ciphers.withKeyOf(2).decrypt(database.query(
                    "SELECT authentication_secret FROM endpoint WHERE id = 'old-access'").get(0), "old-access authentication"),
                    is("geheim"));
            assertThat(Ciphers.withKeyOf(2).decrypt(database.query(
                    "SELECT client_key FROM endpoint WHERE id = 'old-access'").get(0), "old-access client key"), is("k"));
            assertThat(renewal.renew("").renewed(), is(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatNoKeyDecryptsIsCounted(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Rows.application(database);
            insert(database, "a-readable", old, "{}");
            insert(database, "b-lost", Ciphers.withKeyOf(3), "{}");
            insert(database, "c-lost", Ciphers.withKeyOf(3), "{}");
            SecretsRenewal renewal = new SecretsRenewal();
            renewal.database = database;
            renewal.cipher = current;

            SecretsRenewal.Page page = renewal.renew("");

            assertThat(page, is(new SecretsRenewal.Page(1, 2, "b-lost", "c-lost", false)));
        }
    }

    private static String headers(SecretCipher cipher, String id) {
        return new EndpointHeaders(cipher).encrypt(Map.of("X-Token", "t"), id);
    }

    private static void insert(MigratedDatabase database, String id, SecretCipher cipher, String headers) throws Exception {
        Rows.endpoints(database, id);
        database.execute("UPDATE endpoint SET headers = '%s', secret = '%s' WHERE id = '%s'"
                .formatted(headers, cipher.encrypt("whsec_x", id), id));
    }
}
