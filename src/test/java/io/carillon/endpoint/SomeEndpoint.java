package io.carillon.endpoint;

import java.time.Instant;

/** Endpoints in memory, for tests of other rooms. */
public final class SomeEndpoint {

    private SomeEndpoint() {
    }

    /** An active endpoint without a URL. */
    public static Endpoint of(String id, String applicationId) {
        return new Endpoint(id, applicationId, EndpointStatus.ACTIVE, "", Instant.EPOCH);
    }
}
