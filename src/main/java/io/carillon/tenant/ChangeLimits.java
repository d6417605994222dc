package io.carillon.tenant;

import static io.carillon.settings.Setting.CHANGES_A_DAY;

import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many changes organizations may report in a day: as many as operators allow each, or else {@code CARILLON_CHANGES_A_DAY}. A
 * limit is known from the row that is read for the parent of an organization, at most a second before a change over HTTP and
 * with each message of the queue, so that it takes no statement of its own.
 */
@ApplicationScoped
public class ChangeLimits {

    static final long MOST = 1_000_000_000;

    private Tenants tenants;
    private int usual;

    /** For the container's proxy. */
    protected ChangeLimits() {
    }

    /** Limits of {@code tenants}. */
    @Inject
    public ChangeLimits(Tenants tenants, Settings settings) {
        this.tenants = tenants;
        usual = settings.number(CHANGES_A_DAY);
    }

    /** Whether any organization may have a limit. */
    public boolean areAny() {
        return usual > 0 || tenants.changesADay().values().stream().anyMatch(own -> own > 0);
    }

    /** The limits of those of {@code ids} that have one. */
    public Map<Long, Integer> of(Collection<Long> ids) {
        Map<Long, Integer> limits = new HashMap<>();
        for (Long id : ids) {
            effective(Optional.ofNullable(tenants.changesADay().get(id))).ifPresent(limit -> limits.put(id, limit));
        }
        return limits;
    }

    /** The limit of an organization that has {@code own}; 0 and empty are no limit. */
    public Optional<Integer> effective(Optional<Integer> own) {
        return Optional.of(own.orElse(usual)).filter(limit -> limit > 0);
    }
}
