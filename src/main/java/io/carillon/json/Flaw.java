package io.carillon.json;

/**
 * Why something that was to be a change is none.
 *
 * @param reason  stable and machine-readable, such as {@code member-missing}
 * @param pointer RFC 6901 pointer from the root of the document or, where stated, of the change; in XML, the XPath of the part
 * @param detail  what is wrong there, as the rest of a sentence
 */
public record Flaw(String reason, String pointer, String detail) {

    /** The document could not be read at all. */
    public static final String MALFORMED = "malformed";
    /** A member that no change has. */
    public static final String UNKNOWN_MEMBER = "member-unknown";
}
