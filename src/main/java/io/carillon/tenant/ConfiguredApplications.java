package io.carillon.tenant;

import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.http.ConfiguredObjects;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The applications of the configuration, by id. A new one has the id in the document, so that it has the same in each
 * installation, and is not enabled for its owner unless the document says so. One whose contact is left out keeps it.
 */
@ApplicationScoped
public class ConfiguredApplications implements ConfiguredObjects<ApplicationRequest> {

    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private ApplicationWrites writes;

    @Override
    public Map<String, ApplicationRequest> all(Long organization, int most) {
        Map<String, ApplicationRequest> all = new LinkedHashMap<>();
        new JpqlFilter().and("a.deletedAt IS NULL").and("a.ownerOrganizationId = ?", organization)
                .query(database.entities(), Application.class, "SELECT a FROM Application a", "ORDER BY a.id")
                .setMaxResults(most).getResultList()
                .forEach(found -> all.put(found.id(), ApplicationRequest.of(found)));
        return all;
    }

    @Override
    public Optional<ApplicationRequest> find(String id) {
        return row(id).filter(found -> !found.isDeleted()).map(ApplicationRequest::of);
    }

    private Optional<Application> row(String id) {
        return Optional.ofNullable(database.entities().find(Application.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public ApplicationRequest completed(String id, ApplicationRequest wanted, ApplicationRequest present) {
        return wanted.withContact(wanted.contact() == null ? present.contact() : Contact.present(wanted.contact()));
    }

    @Override
    public void put(String id, ApplicationRequest wanted) {
        Application existing = row(id).orElse(null);
        if (existing == null) {
            create(id, wanted);
            return;
        }
        if (existing.isDeleted()) {
            throw ProblemException.invalid("", "was deleted, and its id cannot be used again");
        }
        if (!Objects.equals(wanted.ownerOrganizationId(), existing.ownerOrganizationId())) {
            throw ProblemException.invalid("/ownerOrganizationId", ApplicationsResource.FIXED.get("ownerOrganizationId"));
        }
        writes.change(existing, "application.replaced", wanted);
    }

    private void create(String id, ApplicationRequest wanted) {
        if (!Ids.isId("app", id)) {
            throw ProblemException.invalid("", "must be named app_ and 32 hexadecimal digits in lower case");
        }
        Long owner = ApplicationsResource.owner(wanted.ownerOrganizationId(), Optional.empty(),
                organization -> tenants.existing(organization) != null);
        writes.create(id, owner, wanted);
    }
}
