package io.carillon.endpoint;

import java.time.Instant;

/**
 * An endpoint that fails, or failed until just now, as notices report it.
 *
 * @param failingSince  the first failure since the last success
 * @param lastFailureAt the latest failure, accurate to a few seconds
 */
public record FailingEndpoint(String id, String applicationId, String url, Instant failingSince, Instant lastFailureAt) {
}
