package io.carillon.endpoint;

import io.carillon.crypto.SecretCipher;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.platform.BackgroundHealth;
import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports a node with a wrong key: there are signing secrets, and it can decrypt none of them. A single secret that it cannot
 * decrypt concerns its endpoint only, whose attempts say so.
 */
@Readiness
@ApplicationScoped
public class SecretsHealth extends BackgroundHealth {

    private static final FactLog LOG = FactLog.of(SecretsHealth.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration VALID_FOR = Duration.ofSeconds(6);
    private static final String UNKNOWN = "It is not known whether signing secrets can be decrypted.";
    private static final String WRONG_KEY =
            "No signing secret can be decrypted: they were encrypted with another key than CARILLON_SECRETS_KEY.";
    private static final String ANY = "SELECT id FROM endpoint WHERE status <> 'deleted'";
    private static final String LIMIT = " LIMIT 1";

    @Inject
    private Database database;
    @Inject
    private SecretCipher cipher;

    private final OutageLog outage = OutageLog.of(LOG, "secrets.unreadable", "secrets.readable");

    SecretsHealth() {
        super("secrets", PAUSE, VALID_FOR, UNKNOWN);
    }

    @Override
    protected Optional<String> fault() {
        if (isWrong(database, cipher)) {
            outage.failed(WRONG_KEY);
            return Optional.of(WRONG_KEY);
        }
        outage.succeeded();
        return Optional.empty();
    }

    /** Whether there are secrets, none of them encrypted with a key of {@code cipher}. */
    static boolean isWrong(Database database, SecretCipher cipher) {
        List<String> prefixes = cipher.keyIds().stream().map(id -> id + ":%").toList();
        String readable = " AND (" + String.join(" OR ", Collections.nCopies(prefixes.size(), "secret LIKE ?")) + ")";
        return database.sql(ANY + readable + LIMIT).with(prefixes.toArray()).first(Row::text).isEmpty()
                && database.sql(ANY + LIMIT).first(Row::text).isPresent();
    }
}
