package io.carillon.insight;

import io.carillon.http.ApiPath;
import io.carillon.json.JsonDocument;
import io.carillon.platform.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that a search found.
 *
 * @param id    its id; of an object, the id that its producer gave it
 * @param title what it is, for people
 * @param href  where the API shows it
 */
public record SearchHitDocument(Kind kind, String id, String title, String href) implements JsonDocument {

    private static final int LONGEST_TITLE = 200;

    /** What can be found. */
    @Schema(name = "SearchHitKind")
    public enum Kind {
        /** An organization. */
        ORGANIZATION,
        /** An application. */
        APPLICATION,
        /** An endpoint. */
        ENDPOINT,
        /** An object that messages are about. */
        OBJECT,
        /** A message. */
        MESSAGE,
        /** A delivery. */
        DELIVERY,
        /** A change. */
        CHANGE,
        /** A rejected message. */
        REJECTED_MESSAGE,
        /** Many deliveries that are sent again. */
        REDELIVERY,
        /** Many rejected messages that are requeued or deleted. */
        REJECTED_JOB
    }

    /** {@code path} is that of the API, from its root on. */
    static SearchHitDocument of(Kind kind, String id, String title, String path) {
        return new SearchHitDocument(kind, id, Text.stored(title, LONGEST_TITLE), ApiPath.ROOT + "/" + path);
    }
}
