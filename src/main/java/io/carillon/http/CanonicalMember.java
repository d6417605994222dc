package io.carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.CanonicalJson;
import io.carillon.json.UnrepresentableJson;
import io.carillon.problem.ProblemException;

/** A member of a request body that is an object of any content and is stored or sent as canonical JSON. */
public final class CanonicalMember {

    private CanonicalMember() {
    }

    /**
     * The canonical text of {@code member}, or null if it is absent.
     *
     * @param pointer where it is in the body
     * @param longest how many characters the text may have
     * @throws ProblemException 422 if it is not an object, too long, or canonical JSON cannot represent it
     */
    public static String of(JsonNode member, String pointer, int longest) {
        if (member == null || member.isNull()) {
            return null;
        }
        if (!member.isObject()) {
            throw ProblemException.invalid(pointer, "must be an object");
        }
        try {
            String text = CanonicalJson.write(member);
            if (text.length() > longest) {
                throw ProblemException.invalid(pointer, "must have at most " + longest + " characters");
            }
            return text;
        } catch (UnrepresentableJson e) {
            throw ProblemException.invalid(pointer + e.pointer(), e.getMessage());
        }
    }
}
