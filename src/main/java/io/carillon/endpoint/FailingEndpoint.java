package io.carillon.endpoint;

import java.time.Instant;

/**
 * An endpoint that is failing or has just recovered, as notices describe it.
 *
 * @param failingSince  the first failure after the last success
 * @param lastFailureAt the latest failure, exact to a few seconds
 */
public record FailingEndpoint(String id, String applicationId, String url, Instant failingSince, Instant lastFailureAt) {
}
