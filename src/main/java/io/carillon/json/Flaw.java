package io.carillon.json;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One error in a document. A problem document shows {@code pointer} and {@code detail}; the log and the list of rejected
 * messages also show the reason.
 *
 * @param reason  stable and machine-readable, such as {@code member-missing}
 * @param pointer RFC 6901 pointer from the root of the document (empty for the whole document) or, where stated, of the
 *                change; in XML, the XPath of the part
 * @param detail  what is wrong, as the rest of a sentence that begins with the member
 */
public record Flaw(@JsonIgnore String reason, String pointer, String detail) {

    /** The document cannot be read at all. */
    public static final String MALFORMED = "malformed";
    /** The document has a member that is not defined. */
    public static final String UNKNOWN_MEMBER = "member-unknown";
    /** A member has a value that is not allowed. */
    public static final String WRONG_VALUE = "value-wrong";
    /** The data of a change is not what the schema of its event type describes. */
    public static final String SCHEMA_VIOLATED = "schema-violated";

    /** A flaw with the reason {@link #WRONG_VALUE}. */
    public static Flaw ofValue(String pointer, String detail) {
        return new Flaw(WRONG_VALUE, pointer, detail);
    }
}
