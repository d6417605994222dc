package io.carillon.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What became of one change, for one endpoint or for all that there are.
 *
 * @param code              one of the codes of the documentation
 * @param station           where the change is, or was stopped
 * @param sentence          the same in words
 * @param at                when that happened, or will happen; the minute of refused requests and repeated ids
 * @param exact             false if the records leave room for another answer
 * @param remedy            what the caller can do
 * @param changeId          the producer's id; only for operators and the organization that reported it
 * @param receivedAt        when the change was taken from the queue
 * @param reportedAs        the event type that was reported
 * @param announcedAs       the event type that is announced
 * @param applicationId     the application that the verdict is about
 * @param endpointId        the endpoint that the verdict is about
 * @param messageId         the message that announces the change
 * @param deliveryId        the delivery of that message to the endpoint
 * @param rejectedMessageId the rejected message; not for applications
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(Code code, Code.Station station, String sentence, Instant at, Boolean exact, Remedy remedy,
        String changeId, Instant receivedAt, String reportedAs, String announcedAs, String applicationId, String endpointId,
        String messageId, String deliveryId, String rejectedMessageId) {

    /**
     * A remedy: what to do, as a request that the caller may send.
     *
     * @param link the path of the request, from the root of the server
     * @param body what to send, if that is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Remedy(String text, String method, String link, Map<String, List<String>> body) {

        Remedy with(Map<String, List<String>> known) {
            return new Remedy(text, method, link, known);
        }
    }

    static Verdict of(Code code, Instant at, String sentence, Remedy remedy) {
        return new Verdict(code, code.station(), sentence, at, null, remedy, null, null, null, null, null, null, null, null,
                null);
    }

    /** The same about {@code change}, as {@code viewer} may see it. */
    Verdict about(ReportedChange change, Viewer viewer) {
        return new Verdict(code, station, sentence, at, exact, remedy, viewer.seesIdOf(change) ? change.id() : null,
                change.receivedAt(), change.reportedAs(), change.announcedAs(), applicationId, endpointId, messageId, deliveryId,
                rejectedMessageId);
    }

    Verdict adding(String more) {
        return new Verdict(code, station, sentence + " " + more, at, exact, remedy, changeId, receivedAt, reportedAs, announcedAs,
                applicationId, endpointId, messageId, deliveryId, rejectedMessageId);
    }

    Verdict withId(String id) {
        return new Verdict(code, station, sentence, at, exact, remedy, id, receivedAt, reportedAs, announcedAs, applicationId,
                endpointId, messageId, deliveryId, rejectedMessageId);
    }

    Verdict as(String reported, String announced) {
        return new Verdict(code, station, sentence, at, exact, remedy, changeId, receivedAt, reported, announced, applicationId,
                endpointId, messageId, deliveryId, rejectedMessageId);
    }

    Verdict of(String application, String endpoint) {
        return new Verdict(code, station, sentence, at, exact, remedy, changeId, receivedAt, reportedAs, announcedAs, application,
                endpoint, messageId, deliveryId, rejectedMessageId);
    }

    Verdict of(SentDelivery delivery) {
        return new Verdict(code, station, sentence, at, exact, remedy, changeId, receivedAt, reportedAs, announcedAs,
                delivery.applicationId(), delivery.endpointId(), delivery.messageId(), delivery.id(), rejectedMessageId);
    }

    Verdict ofRejected(String id) {
        return new Verdict(code, station, sentence, at, exact, remedy, changeId, receivedAt, reportedAs, announcedAs,
                applicationId, endpointId, messageId, deliveryId, id);
    }

    Verdict inexact() {
        return new Verdict(code, station, sentence, at, false, remedy, changeId, receivedAt, reportedAs, announcedAs,
                applicationId, endpointId, messageId, deliveryId, rejectedMessageId);
    }
}
