package io.carillon.endpoint;

import static io.carillon.database.BulkStatement.row;

import io.carillon.crypto.SecretCipher;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Session;
import io.carillon.platform.FactLog;
import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Re-encrypts with the newest key the secrets of endpoints that were encrypted with an earlier one, a page per transaction, so
 * that the earlier key is no longer needed. Endpoints that another transaction has locked are left for the next run.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SecretsRenewal {

    private static final FactLog LOG = FactLog.of(SecretsRenewal.class);
    private static final int PAGE = 100;
    private static final String OLD = """
            SELECT id, secret, previous_secret, headers, signing_key, previous_signing_key, authentication_secret, client_key
            FROM endpoint
            WHERE id > ? AND (secret NOT LIKE ? OR previous_secret NOT LIKE ? OR headers <> '{}' AND headers NOT LIKE ?
                OR signing_key NOT LIKE ? OR previous_signing_key NOT LIKE ? OR authentication_secret NOT LIKE ?
                OR client_key NOT LIKE ?)
            ORDER BY id LIMIT ?""";
    private static final String RENEW = """
            UPDATE endpoint SET secret = ?, previous_secret = ?, headers = ?, signing_key = ?, previous_signing_key = ?,
                authentication_secret = ?, client_key = ?
            WHERE id = ?""";

    @Inject
    Database database;
    @Inject
    SecretCipher cipher;

    /** Renews the secrets of a page of endpoints with ids after {@code after}, which is empty for the first page. */
    public Page renew(String after) {
        String newest = cipher.keyId() + ":%";
        Page page = new Page(0, 0, null, after, false);
        List<Object[]> renewals = new ArrayList<>();
        try (Session session = database.session()) {
            for (Secrets old : session.sql(database.skippingLocked(OLD))
                    .with(after, newest, newest, newest, newest, newest, newest, newest, PAGE).list(Secrets::of)) {
                Optional<Object[]> renewal = renewal(old);
                renewal.ifPresent(renewals::add);
                page = page.plus(old.endpointId, renewal.isPresent());
            }
            session.sql(RENEW).updateEach(renewals);
        }
        return page;
    }

    /** What no key can decrypt stays unchanged; the deliveries of its endpoint report the same error. */
    private Optional<Object[]> renewal(Secrets old) {
        try {
            return Optional.of(row(renewed(old.secret, old.endpointId), renewed(old.previous, old.endpointId),
                    EndpointHeaders.renewed(cipher, old.headers, old.endpointId),
                    SigningKeys.renewed(cipher, old.key, old.endpointId),
                    SigningKeys.renewed(cipher, old.previousKey, old.endpointId),
                    EndpointAccess.renewedSecret(cipher, old.authentication, old.endpointId),
                    EndpointAccess.renewedKey(cipher, old.clientKey, old.endpointId), old.endpointId));
        } catch (IllegalStateException e) {
            LOG.debug("secret.not-renewed", "endpoint", old.endpointId, "reason", e.getMessage());
            return Optional.empty();
        }
    }

    private String renewed(String encrypted, String id) {
        return encrypted == null ? null : cipher.encrypt(cipher.decrypt(encrypted, id), id);
    }

    private record Secrets(String endpointId, String secret, String previous, String headers, String key, String previousKey,
            String authentication, String clientKey) {

        private static Secrets of(Row row) {
            return new Secrets(row.text(), row.text(), row.text(), row.text(), row.text(), row.text(), row.text(),
                    row.text());
        }
    }

    /**
     * The result of a page.
     *
     * @param failed those that no key can decrypt
     * @param first  the id of the first of these, or null
     * @param last   the id after which the next page begins
     * @param isFull whether there may be more endpoints after {@code last}
     */
    public record Page(int renewed, int failed, String first, String last, boolean isFull) {

        private Page plus(String id, boolean succeeded) {
            int count = renewed + failed + 1;
            return new Page(renewed + (succeeded ? 1 : 0), failed + (succeeded ? 0 : 1), first != null || succeeded ? first : id,
                    id, count == PAGE);
        }
    }
}
