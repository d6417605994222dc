package io.carillon.tenant;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.database.Database;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Creates and describes organizations, in the caller's transaction. */
@ApplicationScoped
class OrganizationWrites {

    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private AuditLog audit;
    @Inject
    private Clock clock;

    /** Creates an organization, or again one that was deleted; 409 when it exists. */
    OrganizationDocument create(OrganizationDocument document) {
        Organization deleted = database.entities().find(Organization.class, document.id());
        if (deleted != null && !deleted.isDeleted()) {
            throw new ProblemException(ProblemType.CONFLICT, "The organization " + document.id() + " already exists.");
        }
        Organization organization = deleted == null ? new Organization(document.id(), clock.instant()) : deleted;
        describe(organization, document);
        organization.createAgain(clock.instant());
        database.entities().persist(organization);
        OrganizationDocument created = OrganizationDocument.of(organization);
        audit.record("organization.created", AuditedObject.ofOrganization(created.id()), null, created);
        return created;
    }

    void describe(Organization organization, OrganizationDocument document) {
        checkParent(organization.id(), document.parentId(), tenants::existing);
        organization.describe(document.name(), document.parentId(), document.contact(), document.changesADay());
    }

    /** Rejects a parent of the organization {@code id} that does not exist, or whose ancestors form a cycle with it. */
    static void checkParent(long id, Long parentId, Function<Long, Organization> find) {
        Long ancestor = parentId;
        Set<Long> seen = new HashSet<>(List.of(id));
        while (ancestor != null) {
            if (!seen.add(ancestor)) {
                throw ProblemException.invalid("/parentId", "must not form a cycle of parents");
            }
            Organization found = find.apply(ancestor);
            if (found == null) {
                throw ProblemException.invalid("/parentId", "is not an organization: " + ancestor);
            }
            ancestor = found.parentId();
        }
    }
}
