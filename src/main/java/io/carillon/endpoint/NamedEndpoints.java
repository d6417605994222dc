package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.json.Flaw;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which endpoints changes may name as those that alone may get them (decision 45). Without names, no statement is run. */
@ApplicationScoped
public class NamedEndpoints {

    private static final String KNOWN = """
            SELECT e.id FROM endpoint e WHERE e.id = ANY (CAST(? AS VARCHAR ARRAY)) AND e.status <> 'deleted'
            AND (CAST(? AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM application a WHERE a.id = e.application_id
                AND (a.owner_organization_id = ? OR EXISTS (SELECT 1 FROM enablement n
                    WHERE n.application_id = a.id AND n.organization_id = ?))))""";

    private Database database;

    protected NamedEndpoints() {
    }

    /** Those in {@code database}. */
    @Inject
    public NamedEndpoints(Database database) {
        this.database = database;
    }

    /**
     * Those of {@code ids} that are no endpoints, or no longer.
     *
     * @param organization the only organization that the producer may report for, which learns only of endpoints of applications
     *                     that it owns or has enabled; null for any
     */
    public Set<String> unknown(Set<String> ids, Long organization) {
        Set<String> unknown = new TreeSet<>(ids);
        if (!ids.isEmpty()) {
            database.sql(KNOWN).with((Object) ids.toArray(String[]::new)).with(organization, organization, organization)
                    .list(Row::text).forEach(unknown::remove);
        }
        return unknown;
    }

    /** What is wrong with a change that names the endpoints {@code named}, if some of them are {@code unknown}. */
    public static Optional<Flaw> flawOf(Collection<String> named, Set<String> unknown) {
        return named.stream().filter(unknown::contains).findFirst()
                .map(id -> new Flaw("endpoint-unknown", "/endpoints", "names no endpoint: " + id));
    }
}
