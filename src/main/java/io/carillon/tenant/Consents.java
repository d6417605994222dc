package io.carillon.tenant;

import io.carillon.access.AuditLog;
import io.carillon.database.Database;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Ends enablements, in a transaction that has committed when a method returns. */
@ApplicationScoped
@Transactional
class Consents {

    private static final FactLog LOG = FactLog.of(Consents.class);

    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private AuditLog audit;

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
