package io.carillon.insight;

import java.time.Instant;

/**
 * What is asked: the changes of an object in a period.
 *
 * @param resourceType null for any; a type that is reported or announced
 * @param from         changes received at this time or later
 * @param to           changes received before this time
 * @param application  only what concerns this application; null for any
 * @param endpoint     only what concerns this endpoint; null for any
 * @param changeId     only the change with this id, without its producer; null for any
 */
record Question(long organization, String resourceType, String resourceId, Instant from, Instant to, String application,
        String endpoint, String changeId) {

    boolean isAbout(ReportedChange change) {
        return (resourceType == null || resourceType.equals(change.reportedType()) || resourceType.equals(change.announcedType()))
                && (changeId == null || changeId.equals(change.id()));
    }

    /** The question of what became of one change that was found. */
    static Question about(ReportedChange change) {
        return new Question(change.reportedBy(), null, change.resourceId(), change.receivedAt(),
                change.receivedAt().plusNanos(1_000), null, null, null);
    }

    /** The same for what comes at {@code place}, which begins with a time, or earlier; the same if it is empty. */
    Question until(String place) {
        return place.isEmpty() ? this : new Question(organization, resourceType, resourceId, from,
                Instant.parse(place.substring(0, place.indexOf(' '))).plusNanos(1_000), application, endpoint, changeId);
    }

    boolean isInPeriod(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
