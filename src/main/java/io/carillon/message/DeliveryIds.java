package io.carillon.message;

import io.carillon.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The ids of deliveries begin with the time at which a node made them, so their order is nearly that in which they can be read.
 * It is not quite: a transaction may commit after one with higher ids.
 */
public final class DeliveryIds {

    /** What an id looks like, as a regular expression. */
    public static final String PATTERN = "dl_[0-9a-f]{32}";
    /** No transaction that writes deliveries takes longer, and the clocks of nodes differ by less. */
    public static final Duration OVERLAP = Duration.ofSeconds(20);

    private static final String LOWEST_REST = "0".repeat(20);

    private DeliveryIds() {
    }

    /** An id of no delivery: nodes make higher ones at {@code time} or later. */
    public static String at(Instant time) {
        return Ids.lowest("dl", time) + LOWEST_REST;
    }

    /** A key below all ids that may become readable after {@code id} did. */
    public static String beforeLateCommits(String id) {
        Instant made = Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, 3, 15));
        return Ids.lowest("dl", made.minus(OVERLAP));
    }
}
