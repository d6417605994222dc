package io.carillon.sample;

import io.carillon.endpoint.EndpointAccess;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Finds what the connections of an endpoint need. It reads in a separate transaction, which is over before one is opened. */
@ApplicationScoped
public class EndpointConnections {

    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private EndpointAccess access;

    /**
     * Returns what {@code endpointId} brings for TLS.
     *
     * @throws ProblemException 422 for an endpoint that does not exist, 409 if its key cannot be decrypted
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public TlsMaterial of(String endpointId) {
        return endpoints.find(endpointId).map(access::of)
                .orElseThrow(() -> ProblemException.invalid("/endpoint", "is not an endpoint of yours")).tls();
    }
}
