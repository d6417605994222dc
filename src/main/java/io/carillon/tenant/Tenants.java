package io.carillon.tenant;

import io.carillon.database.Database;
import io.carillon.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What other packages need to know about organizations and applications, independent of the caller. */
@ApplicationScoped
public class Tenants {

    private Database database;

    /** For the container's proxy. */
    protected Tenants() {
    }

    @Inject
    Tenants(Database database) {
        this.database = database;
    }

    /** Returns those of {@code ids} that exist, each with the id of its parent, if it has one. */
    public Map<Long, Optional<Long>> parentsOf(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Long, Optional<Long>> parents = new HashMap<>();
        database.sql("SELECT id, parent_id FROM organization WHERE deleted_at IS NULL AND id IN ("
                + Sql.parameters(ids.size()) + ")")
                .with(ids.toArray())
                .list(row -> parents.put(row.number(), Optional.ofNullable(row.numberOrNull())));
        return parents;
    }

    /** The flags of the application; none if there is no such application. */
    public Set<String> flagsOf(String applicationId) {
        return Optional.ofNullable(database.entities().find(Application.class, applicationId)).map(Application::flags)
                .orElse(Set.of());
    }

    /** The different flags of the applications that the organization owns; of those without any, none. */
    public List<Set<String>> flagsOfApplicationsOf(long organizationId) {
        return database.sql("SELECT DISTINCT flags FROM application WHERE owner_organization_id = ? AND deleted_at IS NULL"
                + " AND flags IS NOT NULL").with(organizationId).list(row -> Flags.of(row.text()));
    }

    /** The mail address of the application's contact, if it has one. */
    public Optional<String> contactEmailOf(String applicationId) {
        return Optional.ofNullable(database.entities().find(Application.class, applicationId))
                .map(Application::contact).map(Contact::email);
    }
}
