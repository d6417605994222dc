package io.carillon.endpoint;

import io.carillon.crypto.SecretCipher;
import io.carillon.database.Binder;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import io.carillon.platform.FactLog;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Encrypts signing secrets with the newest key that were encrypted with an earlier one, a page in one transaction, so that
 * the earlier key is needed no more. Endpoints that somebody else holds are left for the next time.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SecretsRenewal {

    private static final FactLog LOG = FactLog.of(SecretsRenewal.class);
    private static final int PAGE = 100;
    private static final String OLD = """
            SELECT id, secret, previous_secret FROM endpoint
            WHERE id > ? AND (secret NOT LIKE ? OR previous_secret NOT LIKE ?) ORDER BY id LIMIT ?""";
    private static final String RENEW = "UPDATE endpoint SET secret = ?, previous_secret = ? WHERE id = ?";

    @Inject
    private Database database;
    @Inject
    private SecretCipher cipher;

    /** Renews the secrets of a page of endpoints with ids behind {@code after}, which is empty for the first page. */
    public Page renew(String after) {
        String newest = cipher.keyId() + ":%";
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(database.skippingLocked(OLD));
                PreparedStatement update = connection.prepareStatement(RENEW)) {
            Binder.of(select).add(after).add(newest).add(newest).add(PAGE);
            Page page = new Page(0, 0, after, false);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    page = page.plus(row.getString(1), renew(update, row.getString(1), row.getString(2), row.getString(3)));
                }
            }
            update.executeBatch();
            return page;
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot renew signing secrets", e);
        }
    }

    /** A secret that no key opens stays as it is; deliveries of its endpoint tell the same. */
    private boolean renew(PreparedStatement update, String id, String secret, String previous) throws SQLException {
        try {
            Binder.of(update).add(renewed(secret, id)).add(renewed(previous, id)).add(id);
            update.addBatch();
            return true;
        } catch (IllegalStateException e) {
            LOG.warn("secret.not-renewed", "endpoint", id, "reason", e.getMessage());
            return false;
        }
    }

    private String renewed(String encrypted, String id) {
        return encrypted == null ? null : cipher.encrypt(cipher.decrypt(encrypted, id), id);
    }

    /**
     * What became of a page.
     *
     * @param last   the id to go on behind
     * @param isFull whether there may be more behind it
     */
    public record Page(int renewed, int failed, String last, boolean isFull) {

        private Page plus(String id, boolean succeeded) {
            int count = renewed + failed + 1;
            return new Page(renewed + (succeeded ? 1 : 0), failed + (succeeded ? 0 : 1), id, count == PAGE);
        }
    }
}
