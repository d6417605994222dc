package io.carillon.endpoint;

import io.carillon.access.CurrentCaller;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.platform.EnumWords;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.tenant.ExternalId;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/**
 * Finds the endpoint that a path names if the caller of the current request manages its application; otherwise it throws a 404,
 * exactly as for an endpoint that does not exist. Every resource that names an endpoint uses this class.
 */
@ApplicationScoped
public class VisibleEndpoints {

    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private CurrentCaller caller;

    /**
     * Returns the endpoint, unless its owner deleted it.
     *
     * @param reference its id, or {@code ext:} and its external id
     */
    public Endpoint endpoint(String reference) {
        String id = idOf(reference);
        return visible(database.entities().find(Endpoint.class, id), id);
    }

    /** The id that {@code reference} means; an external id is looked for among the caller's endpoints only. */
    private String idOf(String reference) {
        return ExternalId.in(reference).map(externalId -> ExternalId.only(new JpqlFilter()
                .and("e.external.externalId = ?", externalId).and("e.status <> ?", EnumWords.of(EndpointStatus.DELETED))
                .and("e.applicationId = ?", caller.application().orElse(null))
                .and(EndpointFilter.OWNED, caller.organization().orElse(null))
                .query(database.entities(), String.class, "SELECT e.id FROM Endpoint e", "ORDER BY e.id")
                .setMaxResults(2).getResultList(), "endpoint", reference)).orElse(reference);
    }

    /** Returns the endpoint if there is one that the caller manages. */
    public Optional<Endpoint> find(String id) {
        return Optional.ofNullable(database.entities().find(Endpoint.class, id))
                .filter(endpoint -> !endpoint.isDeleted() && manages(endpoint));
    }

    /** Like {@link #endpoint}, locked until the end of the transaction. */
    public Endpoint endpointForUpdate(String reference) {
        String id = idOf(reference);
        return visible(database.entities().find(Endpoint.class, id, LockModeType.PESSIMISTIC_WRITE), id);
    }

    /** {@code endpoint}, if it gets webhooks; 409 otherwise, because nothing is signed for or sent to one that is polled. */
    public static Endpoint withWebhooks(Endpoint endpoint) {
        if (endpoint.transport() == Transport.POLL) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "The endpoint " + endpoint.id() + " is polled; it gets no webhooks, and nothing is signed for it.");
        }
        return endpoint;
    }

    /** Whether the caller may see and change everything about {@code endpoint}. */
    public boolean manages(Endpoint endpoint) {
        return tenants.manages(endpoint.applicationId());
    }

    private Endpoint visible(Endpoint endpoint, String id) {
        if (endpoint == null || endpoint.isDeleted() || !manages(endpoint)) {
            throw ProblemException.notFound("endpoint " + id);
        }
        return endpoint;
    }
}
