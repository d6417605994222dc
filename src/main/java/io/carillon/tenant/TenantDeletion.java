package io.carillon.tenant;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.Role;
import io.carillon.access.Scope;
import io.carillon.access.ScopeEnd;
import io.carillon.database.Database;
import io.carillon.http.Preconditions;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes organizations and applications, in a transaction that has committed when a method returns. The rows remain for the
 * log, without their contacts; enablements and keys end. The consents that are returned remain to be withdrawn.
 */
@ApplicationScoped
@Transactional
class TenantDeletion {

    private static final FactLog LOG = FactLog.of(TenantDeletion.class);

    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private Preconditions preconditions;
    @Inject
    private ScopeEnd keys;
    @Inject
    private AuditLog audit;
    @Inject
    private Event<ApplicationDeleted> deleted;
    @Inject
    private Clock clock;

    /** Deletes an organization and the applications that it owns; 409 while it is a parent. */
    List<ConsentWithdrawn> organization(long id) {
        Organization organization = tenants.organizationForUpdate(id);
        OrganizationDocument before = OrganizationDocument.of(organization);
        preconditions.check(before);
        requireNoChildren(id);
        List<ConsentWithdrawn> withdrawn = new ArrayList<>(List.of(new ConsentWithdrawn(id, null)));
        database.entities().createQuery("""
                SELECT a FROM Application a WHERE a.ownerOrganizationId = :owner AND a.deletedAt IS NULL ORDER BY a.id""",
                Application.class).setParameter("owner", id).getResultList().forEach(owned -> withdrawn.add(delete(owned)));
        database.entities().createQuery("DELETE FROM Enablement n WHERE n.organizationId = :id").setParameter("id", id)
                .executeUpdate();
        keys.revoke(new Scope(Role.ORGANIZATION, String.valueOf(id)));
        organization.delete(clock.instant());
        audit.record("organization.deleted", AuditedObject.ofOrganization(id), before, null);
        LOG.info("organization.deleted", "organization", id, "applications", withdrawn.size() - 1);
        return withdrawn;
    }

    private void requireNoChildren(long id) {
        List<Long> children = database.entities()
                .createQuery("SELECT o.id FROM Organization o WHERE o.parentId = :id ORDER BY o.id", Long.class)
                .setParameter("id", id).setMaxResults(1).getResultList();
        if (!children.isEmpty()) {
            throw new ProblemException(ProblemType.CONFLICT, "The organization " + id + " is the parent of others, such as "
                    + children.get(0) + "; give them another parent first.");
        }
    }

    /** Deletes an application with its endpoints. */
    ConsentWithdrawn application(String id) {
        Application application = tenants.applicationForUpdate(id);
        preconditions.check(ApplicationDocument.of(application));
        return delete(application);
    }

    private ConsentWithdrawn delete(Application application) {
        String id = application.id();
        deleted.fire(new ApplicationDeleted(id));
        database.entities().createQuery("DELETE FROM Enablement n WHERE n.applicationId = :id").setParameter("id", id)
                .executeUpdate();
        keys.revoke(new Scope(Role.APPLICATION, id));
        ApplicationDocument before = ApplicationDocument.of(application);
        application.delete(clock.instant());
        audit.record("application.deleted", application.audited(), before, null);
        LOG.info("application.deleted", "application", id);
        return new ConsentWithdrawn(null, id);
    }
}
