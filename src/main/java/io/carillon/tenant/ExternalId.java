package io.carillon.tenant;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import java.util.List;
import java.util.Optional;

/**
 * The id that an object has in a system of its owner. It is unique only among what has the same parent, so an operator's may name
 * several. A path names an object by it after {@code ext:}; no id of Carillon's begins so.
 */
public final class ExternalId {

    /** Words that a path can have without being encoded. */
    public static final String PATTERN = "[A-Za-z0-9._:@-]{1,256}";
    public static final String REQUIREMENT = "must be 1 to 256 letters, digits, or characters of ._:@-";
    private static final String PREFIX = "ext:";

    private ExternalId() {
    }

    /** The external id in {@code reference}; empty if that is an id of Carillon's. */
    public static Optional<String> in(String reference) {
        return reference.startsWith(PREFIX) ? Optional.of(reference.substring(PREFIX.length())) : Optional.empty();
    }

    /**
     * The only one of {@code ids}, those that {@code reference} may mean.
     *
     * @throws ProblemException 404 if there is none, 409 if there are more
     */
    public static String only(List<String> ids, String kind, String reference) {
        if (ids.isEmpty()) {
            throw ProblemException.notFound(kind + " " + reference);
        }
        if (ids.size() > 1) {
            throw new ProblemException(ProblemType.CONFLICT, "There is more than one " + kind + " " + reference + ", such as "
                    + ids.get(0) + " and " + ids.get(1) + "; name one by its id.");
        }
        return ids.get(0);
    }

    /** The problem of an id that the object {@code taken} has already, under the same parent. */
    public static ProblemException taken(String externalId, String taken) {
        return new ProblemException(ProblemType.CONFLICT, "The externalId " + externalId + " is already that of " + taken + ".");
    }
}
