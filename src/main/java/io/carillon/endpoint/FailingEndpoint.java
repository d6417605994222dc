package io.carillon.endpoint;

import java.time.Instant;

/**
 * An endpoint that fails, or did until just now, as its people are told of it.
 *
 * @param failingSince  the first failure after the last success
 * @param lastFailureAt the latest failure, exact to a few seconds
 */
public record FailingEndpoint(String id, String applicationId, String url, Instant failingSince, Instant lastFailureAt) {
}
