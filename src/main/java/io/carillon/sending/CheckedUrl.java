package io.carillon.sending;

import java.time.Instant;
import java.util.List;

/**
 * What a {@link UrlCheck} found; what it did not come to is null.
 *
 * @param objection         why webhooks must not go there, as the end of a sentence about the URL
 * @param outcome           {@code connected}, or why there is no connection, in the word for the outcome of an attempt
 * @param detail            the same for people; null if connected
 * @param addresses         those that an attempt would connect to, as far as the caller may learn them
 * @param tlsVersion        such as {@code TLSv1.3}
 * @param certificateEndsAt the end of the certificate's validity
 * @param millis            how long the check took
 */
public record CheckedUrl(String objection, String outcome, String detail, List<String> addresses, String tlsVersion,
        Instant certificateEndsAt, int millis) {

    /** Whether webhooks may go there. */
    public boolean isAllowed() {
        return objection == null;
    }
}
