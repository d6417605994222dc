package io.carillon.tenant;

import static io.carillon.settings.Setting.UNKNOWN_ORGANIZATION;

import io.carillon.json.Flaw;
import io.carillon.platform.OneSecondCache;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which organizations a report of changes may name. Those that exist are known for a second, so that a stream of changes costs
 * hardly any statements; the others of a request are looked up with one, so that a new organization is known at once.
 */
@ApplicationScoped
public class KnownOrganizations {

    private static final int LIMIT = 20_000;

    private Tenants tenants;
    private boolean areRequired;
    private OneSecondCache<Long, Optional<Long>> parents;

    /** For the container's proxy. */
    protected KnownOrganizations() {
    }

    @Inject
    KnownOrganizations(Tenants tenants, Settings settings, Clock clock) {
        this.tenants = tenants;
        areRequired = settings.word(UNKNOWN_ORGANIZATION).equals("refuse");
        parents = new OneSecondCache<>(clock, LIMIT);
    }

    /** Whether a report over HTTP may name only organizations that exist; otherwise the queue rejects its change and keeps it. */
    public boolean areRequired() {
        return areRequired;
    }

    /** Those of {@code ids} that a report must not name. */
    public Set<Long> refused(Set<Long> ids) {
        if (!areRequired) {
            return Set.of();
        }
        Set<Long> unknown = new HashSet<>(ids);
        unknown.removeAll(parents.getAll(ids, tenants::parentsOf).keySet());
        return unknown;
    }

    /** What is wrong with a change of the organization {@code id}, which does not exist. */
    public static Flaw flawOf(long id) {
        return new Flaw("organization-unknown", "/organizationId", "is not an organization: " + id);
    }
}
