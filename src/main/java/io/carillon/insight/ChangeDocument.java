package io.carillon.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.insight.Facts.Rejected;
import io.carillon.insight.Verdict.Remedy;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A reported change and its fate: the verdict of the endpoint at which it got furthest.
 *
 * @param id             the producer's id; absent where another organization reported it, or if it could not be read
 * @param organizationId the organization that reported it; absent where that is another one
 * @param resourceType   the resource type that is announced; for a rejected change, that was reported
 * @param receivedAt     when it was taken from the queue
 * @param reportedAs     the event type that was reported
 * @param announcedAs    the event type that is announced
 * @param code           its fate
 * @param station        where it is, or was stopped
 * @param sentence       the same in words
 * @param at             when that happened, or will happen
 * @param messageId      the message that announces it
 * @param exact          false if the records leave room for another answer
 * @param remedy         what the caller can do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeDocument(String id, Long organizationId, String resourceType, String resourceId, Instant receivedAt,
        String reportedAs, String announcedAs, Code code, Code.Station station, String sentence, Instant at, String messageId,
        Boolean exact, Remedy remedy) implements JsonDocument {

    /** Always nine digits, so that the order of texts is that of times. */
    private static final DateTimeFormatter PLACE = new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    /** Its place in the list, which is ordered by time; it does not reveal the id. */
    String place() {
        return PLACE.format(receivedAt) + " " + Integer.toHexString(Objects.hash(id, code.word(), reportedAs, messageId));
    }

    /** {@code verdicts} are those of {@code change}; {@code messages} are the messages about its object. */
    static ChangeDocument of(ReportedChange change, List<Verdict> verdicts, List<SentMessage> messages, Viewer viewer) {
        Verdict fate = verdicts.stream().max(Comparator.comparing(Verdict::code)).orElseThrow();
        boolean isInstant = fate.code() == Code.DELIVERED && messages.stream()
                .anyMatch(message -> message.id().equals(fate.messageId()) && message.isInstant());
        boolean isOwn = viewer.seesIdOf(change);
        return new ChangeDocument(isOwn ? change.id() : null, isOwn ? change.reportedBy() : null, change.announcedType(),
                change.resourceId(), change.receivedAt(), change.reportedAs(), change.announcedAs(),
                isInstant ? Code.INSTANT : fate.code(), fate.station(), fate.sentence(), fate.at(), fate.messageId(),
                fate.exact(), fate.remedy());
    }

    /** The same as one of the changes of a message. */
    ChangeDocument ofMessage(String message, boolean isExact) {
        return new ChangeDocument(id, organizationId, resourceType, resourceId, receivedAt, reportedAs, announcedAs, code,
                station, sentence, at, message, isExact ? exact : Boolean.FALSE, remedy);
    }

    static ChangeDocument of(Rejected rejected, Verdict verdict, Long organization, String resourceId) {
        return new ChangeDocument(rejected.changeId(), organization, rejected.resourceType(), resourceId, rejected.at(), null,
                null, verdict.code(), verdict.station(), verdict.sentence(), verdict.at(), null, null, verdict.remedy());
    }

    /** A change that nothing is known of. */
    static ChangeDocument unknown(String id, long organization, Verdict verdict) {
        return new ChangeDocument(id, organization, null, null, null, null, null, verdict.code(), verdict.station(),
                verdict.sentence(), verdict.at(), null, null, verdict.remedy());
    }
}
