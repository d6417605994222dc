package io.carillon.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Converts between {@link Instant} and the type that JPA 3.1 supports for {@code timestamp with time zone}; entities store
 * that type and return instants.
 */
public final class Utc {

    private Utc() {
    }

    /** For a column; null remains null. */
    public static OffsetDateTime of(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** From a column; null remains null. */
    public static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
