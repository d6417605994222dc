package io.carillon.rejected;

import java.time.Instant;
import java.util.List;

/**
 * Which refusals to list; null does not restrict.
 *
 * @param ofOrganization the organization that asks
 * @param ofKeys         the key that asks, and its producer
 * @param from           minutes that end after this time
 * @param to             minutes that begin before this time
 */
record RefusalSelection(Long ofOrganization, List<String> ofKeys, Long organization, String key, String reason, Instant from,
        Instant to) {
}
