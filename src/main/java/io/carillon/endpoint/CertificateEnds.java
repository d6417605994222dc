package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Finds client certificates that end soon, and records in the rows of their endpoints which of them notices have reported. */
@ApplicationScoped
public class CertificateEnds {

    private static final FactLog LOG = FactLog.of(CertificateEnds.class);
    private static final String ENDING = """
            SELECT id, application_id, url, client_certificate_ends_at FROM endpoint
            WHERE client_certificate_ends_at < ? AND client_certificate_warned_at IS NULL AND status <> 'deleted'
            ORDER BY client_certificate_ends_at LIMIT ?""";
    private static final String WARNED = "UPDATE endpoint SET client_certificate_warned_at = clock_timestamp() WHERE id = ?";

    private Database database;

    /** For the container's proxy. */
    protected CertificateEnds() {
    }

    @Inject
    CertificateEnds(Database database) {
        this.database = database;
    }

    /**
     * Returns up to {@code max} certificates that end before {@code limit} and were not reported yet, the first to end first, and
     * locks the rows of their endpoints until the end of the transaction.
     */
    public List<EndingCertificate> ending(Instant limit, int max) {
        return database.sql(database.skippingLocked(ENDING)).with(limit, max)
                .list(row -> new EndingCertificate(row.text(), row.text(), row.text(), row.time()));
    }

    /** Records that notices reported {@code certificate}. */
    public void warned(EndingCertificate certificate) {
        database.sql(WARNED).with(certificate.endpointId()).update();
        LOG.warn("certificate.ending", "endpoint", certificate.endpointId(), "at", certificate.endsAt());
    }
}
