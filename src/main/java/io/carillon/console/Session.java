package io.carillon.console;

import io.carillon.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a browser has instead of a key: it names the grant, which is a key, a portal link or a person that the provider knows, and
 * when it ends. It says nothing of what the grant permits: that is looked up for each request. A new one begins at sign-in;
 * {@link #usedAt} prolongs it while it is used, up to its end.
 *
 * @param id        names this session
 * @param grant     the id of the key or of the portal link, or {@link io.carillon.oidc.Person#grant()}
 * @param expiresAt its end, however much it is used
 * @param idle      how long it lasts without use
 * @param usedAt    accurate to a tenth of {@code idle}
 */
record Session(String id, String grant, Instant begunAt, Instant expiresAt, Duration idle, Instant usedAt) {

    /** How long a session lasts that a key began, and how long without use. */
    static final Duration LIFETIME = Duration.ofHours(8);
    static final Duration IDLE = Duration.ofHours(1);
    /** How long a session lasts of a person from the provider: then the provider is asked again. */
    static final Duration PERSON_LIFETIME = Duration.ofHours(1);
    private static final String VERSION = "1";
    private static final int PARTS = 7;
    private static final int RENEWALS = 10;

    static Session begin(String grant, Instant now, Instant expiresAt, Duration idle) {
        Instant begun = now.truncatedTo(ChronoUnit.MICROS);
        return new Session(Ids.next("ses"), grant, begun, expiresAt.truncatedTo(ChronoUnit.MICROS), idle, begun);
    }

    /** When it ends unless it is used. */
    Instant idleExpiresAt() {
        Instant end = usedAt.plus(idle);
        return end.isBefore(expiresAt) ? end : expiresAt;
    }

    boolean isOpenAt(Instant now) {
        return now.isBefore(idleExpiresAt());
    }

    /** Whether its use now should be noted: not at each request, and not if that would not prolong it. */
    boolean isUseWorthNotingAt(Instant now) {
        return isOpenAt(now) && idleExpiresAt().isBefore(expiresAt) && !now.isBefore(usedAt.plus(idle.dividedBy(RENEWALS)));
    }

    Session usedAt(Instant now) {
        return new Session(id, grant, begunAt, expiresAt, idle, now.truncatedTo(ChronoUnit.MICROS));
    }

    /** The text that {@link #read} reads. */
    String text() {
        return String.join(" ", VERSION, id, grant, micros(begunAt), micros(expiresAt), String.valueOf(idle.toMillis()),
                micros(usedAt));
    }

    /** The session that {@code text}, which was sealed, describes; empty if another release wrote it. */
    static Optional<Session> read(String text) {
        String[] parts = text.split(" ");
        return Stream.of(text).filter(any -> parts.length == PARTS && parts[0].equals(VERSION)).findFirst()
                .map(any -> new Session(parts[1], parts[2], time(parts[3]), time(parts[4]),
                        Duration.ofMillis(Long.parseLong(parts[5])), time(parts[6])));
    }

    private static String micros(Instant time) {
        return String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    private static Instant time(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
