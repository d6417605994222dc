package io.carillon.tenant;

import io.carillon.access.AuditLog;
import io.carillon.database.Database;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Writes enablements, in the caller's transaction, or in one that has committed when a method returns. */
@ApplicationScoped
@Transactional(dontRollbackOn = ProblemException.class)
class Consents {

    private static final FactLog LOG = FactLog.of(Consents.class);

    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;

    /** Returns the enablement, which it makes if there is none. */
    EnablementDocument give(long organizationId, String applicationId) {
        tenants.organization(organizationId);
        tenants.anyApplication(applicationId);
        Enablement existing = database.entities().find(Enablement.class, new Enablement.Key(organizationId, applicationId));
        if (existing != null) {
            return EnablementDocument.of(existing);
        }
        Enablement enablement = new Enablement(organizationId, applicationId, clock.instant());
        database.entities().persist(enablement);
        audit.record("enablement.created", enablement.audited(), null, EnablementDocument.of(enablement));
        database.whenCommitted(() ->
                LOG.info("application.enabled", "organization", organizationId, "application", applicationId));
        return EnablementDocument.of(enablement);
    }

    /** Removes the enablement, if there is one. */
    void withdraw(long organizationId, String applicationId) {
        tenants.organization(organizationId);
        tenants.anyApplication(applicationId);
        Enablement existing = database.entities().find(Enablement.class, new Enablement.Key(organizationId, applicationId));
        if (existing != null) {
            audit.record("enablement.deleted", existing.audited(), EnablementDocument.of(existing), null);
            database.entities().remove(existing);
            LOG.info("application.disabled", "organization", organizationId, "application", applicationId);
        }
    }
}
