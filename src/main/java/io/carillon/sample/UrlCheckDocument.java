package io.carillon.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.sending.CheckedUrl;
import java.time.Instant;
import java.util.List;

/**
 * Whether webhooks may and can go to a URL.
 *
 * @param allowed           whether an endpoint may have it
 * @param objection         why not; only if it is not allowed
 * @param outcome           {@code connected}, or why there is no connection, as for an attempt; only if it is allowed
 * @param detail            more about a connection that failed
 * @param addresses         the addresses that Carillon would connect to, those in private networks only for operators; only if
 *                          the URL is allowed
 * @param tlsVersion        such as {@code TLSv1.3}
 * @param certificateEndsAt until when the receiver's certificate is valid
 * @param durationMs        how long the check took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UrlCheckDocument(String url, boolean allowed, String objection, String outcome, String detail,
        List<String> addresses, String tlsVersion, Instant certificateEndsAt, int durationMs) implements JsonDocument {

    static UrlCheckDocument of(String url, CheckedUrl checked) {
        return new UrlCheckDocument(url, checked.isAllowed(), checked.objection(), checked.outcome(), checked.detail(),
                checked.isAllowed() ? checked.addresses() : null, checked.tlsVersion(), checked.certificateEndsAt(),
                checked.millis());
    }
}
