package io.carillon.sending;

import java.time.Duration;
import java.time.Instant;

/** A token of a token endpoint, and what is known about it. */
final class AccessToken {

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);
    private static final int MARGIN_PART = 10;

    private final String value;
    private final Instant usableUntil;
    private volatile boolean isReplacement;
    private volatile boolean isDropped;

    /** A token that is valid for {@code lifetime}; it is used until shortly before. */
    AccessToken(String value, Instant now, Duration lifetime) {
        this.value = value;
        Duration margin = lifetime.dividedBy(MARGIN_PART);
        usableUntil = now.plus(lifetime).minus(margin.compareTo(LONGEST_MARGIN) < 0 ? margin : LONGEST_MARGIN);
    }

    String header() {
        return "Bearer " + value;
    }

    boolean isUsableAt(Instant now) {
        return !isDropped && !hasEndedAt(now);
    }

    boolean hasEndedAt(Instant now) {
        return !now.isBefore(usableUntil);
    }

    boolean isDropped() {
        return isDropped;
    }

    /** Says that this one came in place of one that a receiver refused. */
    AccessToken asReplacement(boolean replaces) {
        isReplacement = replaces;
        return this;
    }

    /** A receiver refused it: it is not used again, unless it came in place of another that was refused. */
    void refused() {
        isDropped = !isReplacement;
    }

    /** A receiver accepted it. */
    void accepted() {
        isReplacement = false;
    }
}
