package io.carillon.tenant;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.http.ConfiguredObjects;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The organizations of the configuration, by id. One whose contact is left out keeps it. */
@ApplicationScoped
public class ConfiguredOrganizations implements ConfiguredObjects<OrganizationDocument> {

    @Inject
    private Database database;
    @Inject
    private OrganizationWrites writes;
    @Inject
    private AuditLog audit;

    @Override
    public Map<String, OrganizationDocument> all(Long organization, int most) {
        Map<String, OrganizationDocument> all = new LinkedHashMap<>();
        new JpqlFilter().and("o.deletedAt IS NULL").and("o.id = ?", organization)
                .query(database.entities(), Organization.class, "SELECT o FROM Organization o", "ORDER BY o.id")
                .setMaxResults(most).getResultList()
                .forEach(found -> all.put(String.valueOf(found.id()), written(found)));
        return all;
    }

    @Override
    public Optional<OrganizationDocument> find(String id) {
        return row(id).map(ConfiguredOrganizations::written);
    }

    private Optional<Organization> row(String id) {
        return OrganizationDocument.isId(id) ? Optional.ofNullable(database.entities().find(Organization.class,
                Long.valueOf(id), LockModeType.PESSIMISTIC_WRITE)).filter(found -> !found.isDeleted()) : Optional.empty();
    }

    private static OrganizationDocument written(Organization organization) {
        return new OrganizationDocument(organization.id(), organization.name(), organization.parentId(),
                Contact.present(organization.contact()), organization.changesADay());
    }

    @Override
    public OrganizationDocument completed(String id, OrganizationDocument wanted, OrganizationDocument present) {
        return new OrganizationDocument(wanted.id(), wanted.name(), wanted.parentId(),
                wanted.contact() == null ? present.contact() : Contact.present(wanted.contact()),
                wanted.changesADay());
    }

    @Override
    public void put(String id, OrganizationDocument wanted) {
        if (!id.equals(String.valueOf(wanted.id()))) {
            throw ProblemException.invalid("/id", "must be the name of this member, which is " + id);
        }
        Optional<Organization> existing = row(id);
        if (existing.isEmpty()) {
            writes.create(wanted);
            return;
        }
        OrganizationDocument before = OrganizationDocument.of(existing.get());
        writes.describe(existing.get(), wanted);
        audit.record("organization.replaced", AuditedObject.ofOrganization(wanted.id()), before,
                OrganizationDocument.of(existing.get()));
    }
}
