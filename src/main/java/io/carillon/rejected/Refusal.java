package io.carillon.rejected;

import io.carillon.json.Flaw;
import io.carillon.queue.Subject;
import java.time.Instant;

/**
 * Requests that a key sent in one minute and that had no effect, for one object.
 *
 * @param at      the minute
 * @param status  422 or another status of a refused request; 202 for an id that had its effect before, and for data that
 *                violate a schema
 * @param flaw    reason, position and what is wrong there
 * @param subject the object, as far as it could be read
 */
public record Refusal(Instant at, String keyId, int status, Flaw flaw, Subject subject, int requests) {

    Refusal oneMore() {
        return new Refusal(at, keyId, status, flaw, subject, requests + 1);
    }

    boolean isAbout(long organizationId, String resourceId) {
        return subject.organizationId() != null && subject.organizationId() == organizationId
                && (subject.resourceId() == null || subject.resourceId().equals(resourceId));
    }
}
