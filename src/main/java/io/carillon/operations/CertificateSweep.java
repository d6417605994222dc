package io.carillon.operations;

import io.carillon.database.Database;
import io.carillon.endpoint.CertificateEnds;
import io.carillon.endpoint.EndingCertificate;
import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Reports client certificates that end within thirty days, each of them once, a page per transaction. */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CertificateSweep {

    /** Certificates per transaction. */
    static final int PAGE = 100;
    private static final Duration AHEAD = Duration.ofDays(30);

    @Inject
    private Database database;
    @Inject
    private CertificateEnds ends;
    @Inject
    private Notices notices;

    /** Sweeps one page; returns the number of certificates that were reported. */
    public int sweepPage() {
        List<EndingCertificate> ending = ends.ending(database.now().plus(AHEAD), PAGE);
        for (EndingCertificate certificate : ending) {
            ends.warned(certificate);
            notices.report(certificate);
        }
        return ending.size();
    }
}
