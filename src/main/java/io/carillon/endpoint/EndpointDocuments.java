package io.carillon.endpoint;

import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;

/** Shows endpoints to clients, with the values of their headers masked. */
@ApplicationScoped
class EndpointDocuments {

    private static final FactLog LOG = FactLog.of(EndpointDocuments.class);

    @Inject
    private EndpointHeaders headers;
    @Inject
    private Clock clock;

    EndpointDocument of(Endpoint endpoint) {
        return EndpointDocument.of(endpoint, maskedHeaders(endpoint), clock.instant());
    }

    /** Nothing if no key decrypts them: everything else can still be shown, and new headers be set. */
    private Map<String, String> maskedHeaders(Endpoint endpoint) {
        try {
            return headers.masked(endpoint);
        } catch (UnreadableSecret e) {
            LOG.warn("headers.unreadable", "endpoint", endpoint.id(), "reason", e.getMessage());
            return null;
        }
    }
}
