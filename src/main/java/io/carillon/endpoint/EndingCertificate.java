package io.carillon.endpoint;

import java.time.Instant;

/**
 * A client certificate that ends soon, as notices report it.
 *
 * @param url the URL of the endpoint that has it
 */
public record EndingCertificate(String endpointId, String applicationId, String url, Instant endsAt) {
}
