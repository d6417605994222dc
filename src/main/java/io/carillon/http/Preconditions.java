package io.carillon.http;

import io.carillon.json.VersionedDocument;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/**
 * The headers {@code If-Match} and {@code If-None-Match} of the current request. A write asks {@link #check} after it has locked
 * the object, in the transaction in which it writes, so that of two edits of the same version one is refused.
 */
@RequestScoped
public class Preconditions {

    private List<String> match;
    private List<String> noneMatch;

    /** Null for a header that the request does not have. */
    void set(List<String> ifMatch, List<String> ifNoneMatch) {
        match = ifMatch;
        noneMatch = ifNoneMatch;
    }

    /**
     * Ends a write that is meant for another version of the object.
     *
     * @param shown the locked object as GET shows it; null if there is none yet
     * @throws ProblemException 412 with the present entity tag
     */
    public void check(VersionedDocument shown) {
        if (match == null && noneMatch == null) {
            return;
        }
        String current = shown == null ? null : EntityTag.of(shown);
        boolean another = match != null && (current == null || !EntityTag.isEdited(match, current));
        boolean forbidden = noneMatch != null && current != null && EntityTag.isShown(noneMatch, current);
        if (another || forbidden) {
            throw ProblemException.preconditionFailed(current == null ? "There is no such object; nothing was changed."
                    : "The object has another version than the request expects; nothing was changed. Read it again.", current);
        }
    }

    /** Whether the client has {@code shown} already. */
    boolean isKnown(String current) {
        return noneMatch != null && EntityTag.isShown(noneMatch, current);
    }
}
