package io.carillon.queue;

import java.util.List;
import java.util.function.Function;

/**
 * What a change that cannot be used was about, as far as its members could be read and may be stored; each part is null
 * otherwise. For a message with several changes, the parts that all of them share.
 *
 * @param changeId  the id that its producer gave it, or that Carillon did over HTTP
 * @param eventType null if the change names only its resource type
 */
public record Subject(String changeId, Long organizationId, String eventType, String resourceType, String resourceId) {

    /** Nothing could be read. */
    public static final Subject NONE = new Subject(null, null, null, null, null);

    private static final int LONGEST_TYPE = 100;
    private static final int LONGEST_RESOURCE_TYPE = 60;
    private static final int LONGEST_ID = 200;

    static Subject of(Change readable) {
        return readable == null ? NONE : new Subject(usable(readable.id(), LONGEST_ID),
                ChangeMembers.isOrganizationId(readable.organizationId()) ? readable.organizationId() : null,
                usable(readable.eventType(), LONGEST_TYPE), usable(readable.resourceType(), LONGEST_RESOURCE_TYPE),
                usable(readable.resourceId(), LONGEST_ID));
    }

    /** What {@code message} is about; {@link #NONE} if it cannot be read. */
    public static Subject of(QueuedMessage message) {
        try {
            List<Subject> subjects = message.changes().stream().map(ReadChange::subject).toList();
            return new Subject(shared(subjects, Subject::changeId), shared(subjects, Subject::organizationId),
                    shared(subjects, Subject::eventType), shared(subjects, Subject::resourceType),
                    shared(subjects, Subject::resourceId));
        } catch (MalformedChanges e) {
            return NONE;
        }
    }

    /** The same, of this organization. */
    public Subject of(long organization) {
        return new Subject(changeId, organization, eventType, resourceType, resourceId);
    }

    private static <T> T shared(List<Subject> subjects, Function<Subject, T> part) {
        List<T> different = subjects.stream().map(part).distinct().limit(2).toList();
        return different.size() == 1 ? different.get(0) : null;
    }

    private static String usable(String text, int longest) {
        return text == null || ChangeMembers.isUnusable(text, longest) ? null : text;
    }
}
