package io.carillon.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The form of time that JPA 3.1 knows for a {@code timestamp with time zone}; entities keep it inside and show instants. */
public final class Utc {

    private Utc() {
    }

    /** For a column; null stays null. */
    public static OffsetDateTime of(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** From a column; null stays null. */
    public static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
