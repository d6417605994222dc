package io.carillon.catalog;

import static io.carillon.settings.Setting.OPERATIONS_ORGANIZATION;

import io.carillon.json.Flaw;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Decides which changes only operators may report: those of endpoints, in the organization that receives operational events.
 * Anyone else could make operators believe that an endpoint fails, or that it does not.
 */
@ApplicationScoped
public class OperationalEvents {

    private static final String RESOURCE_TYPE = "endpoint";

    @Inject
    private Settings settings;

    /** Whether Carillon itself reports changes of this resource type, so that the catalog cannot do without it. */
    static boolean isReserved(String resourceType) {
        return RESOURCE_TYPE.equals(resourceType);
    }

    /** The flaw of a change that only operators may report, with a pointer from the change; empty for any other change. */
    public Optional<Flaw> flawOf(long organizationId, Meaning meaning) {
        boolean reserved = meaning instanceof Meaning.Known known && known.resourceType().equals(RESOURCE_TYPE)
                && settings.id(OPERATIONS_ORGANIZATION).filter(own -> own == organizationId).isPresent();
        return reserved ? Optional.of(new Flaw("event-type-reserved", "/eventType", "is reserved: only operators may report it"))
                : Optional.empty();
    }
}
