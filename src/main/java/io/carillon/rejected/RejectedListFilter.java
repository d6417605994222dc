package io.carillon.rejected;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;

/**
 * The filters of the list of rejected messages: those of {@link RejectedFilter}, and the object that a message was about, as far
 * as that could be read.
 */
public class RejectedListFilter extends RejectedFilter {

    @QueryParam("organization")
    private String organization;
    @QueryParam("resourceType")
    private String resourceType;
    @QueryParam("resourceId")
    private String resourceId;

    /** The object that the client asks for; 400 for a value that cannot be understood. */
    RejectedObject object() {
        if (organization != null && !organization.matches("[0-9]{1,18}")) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "organization must be an organization's id.");
        }
        return new RejectedObject(organization == null ? null : Long.valueOf(organization), resourceType, resourceId);
    }
}
