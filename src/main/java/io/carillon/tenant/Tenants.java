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
import java.util.concurrent.ConcurrentHashMap;

/** What other packages need to know about organizations and applications, independent of the caller. */
@ApplicationScoped
public class Tenants {

    private Database database;
    private final Map<Long, Integer> changesADay = new ConcurrentHashMap<>();

    /** For the container's proxy. */
    protected Tenants() {
    }

    @Inject
    Tenants(Database database) {
        this.database = database;
    }

    /**
     * Returns those of {@code ids} that exist, each with the id of its parent, if it has one. Notes their limits, which are in
     * the same rows.
     */
    public Map<Long, Optional<Long>> parentsOf(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Long, Optional<Long>> parents = new HashMap<>();
        Map<Long, Optional<Integer>> limits = new HashMap<>();
        database.sql("SELECT id, parent_id, changes_a_day FROM organization WHERE deleted_at IS NULL AND id IN ("
                + Sql.parameters(ids.size()) + ")")
                .with(ids.toArray())
                .list(row -> {
                    long id = row.number();
                    parents.put(id, Optional.ofNullable(row.numberOrNull()));
                    limits.put(id, Optional.ofNullable(row.integerOrNull()));
                    return id;
                });
        ids.forEach(id -> changesADay.compute(id, (any, before) -> limits.getOrDefault(id, Optional.empty()).orElse(null)));
        return parents;
    }

    /** The limits of organizations that have one of their own, as {@link #parentsOf} last read them. */
    Map<Long, Integer> changesADay() {
        return changesADay;
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
