package io.carillon.source;

import static io.carillon.database.BulkStatement.row;

import io.carillon.crypto.SecretCipher;
import io.carillon.database.Database;
import io.carillon.database.Session;
import io.carillon.platform.FactLog;
import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Re-encrypts with the newest key the secrets of sources that were encrypted with an earlier one, a page per transaction, as
 * {@code endpoint.SecretsRenewal} does for endpoints.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SourceSecretsRenewal {

    private static final FactLog LOG = FactLog.of(SourceSecretsRenewal.class);
    private static final int PAGE = 100;
    private static final String OLD = "SELECT id, secret FROM source WHERE id > ? AND secret NOT LIKE ? ORDER BY id LIMIT ?";
    private static final String RENEW = "UPDATE source SET secret = ? WHERE id = ?";

    @Inject
    Database database;
    @Inject
    SecretCipher cipher;

    /** Renews the secrets of a page of sources with ids after {@code after}, which is empty for the first page. */
    public Page renew(String after) {
        List<Object[]> renewals = new ArrayList<>();
        List<Old> page;
        try (Session session = database.session()) {
            page = session.sql(database.skippingLocked(OLD)).with(after, cipher.keyId() + ":%", PAGE)
                    .list(found -> new Old(found.text(), found.text()));
            page.forEach(old -> renew(old, renewals));
            session.sql(RENEW).updateEach(renewals);
        }
        return new Page(renewals.size(), page.size() - renewals.size(),
                page.size() < PAGE ? null : page.get(page.size() - 1).id);
    }

    /** What no key can decrypt stays unchanged; requests to its source get the same error. */
    private void renew(Old old, List<Object[]> renewals) {
        try {
            renewals.add(row(cipher.encrypt(cipher.decrypt(old.secret, old.id), old.id), old.id));
        } catch (IllegalStateException e) {
            LOG.debug("secret.not-renewed", "source", old.id, "reason", e.getMessage());
        }
    }

    private record Old(String id, String secret) {
    }

    /**
     * The result of a page.
     *
     * @param failed those that no key can decrypt
     * @param next   after which id the next page begins; null if there is none
     */
    public record Page(int renewed, int failed, String next) {
    }
}
