package io.carillon.insight;

import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters that questions about an object share: the object, a period, and a change. */
abstract class ObjectFilter {

    @Parameter(required = true, description = "The organization of the object")
    @QueryParam("organization")
    private String organization;
    @Parameter(required = true)
    @QueryParam("resourceId")
    private String resourceId;
    @Parameter(description = "Changes received at this time or later; a day before `to` by default")
    @QueryParam("from")
    private String from;
    @Parameter(description = "Changes received before this time; now by default")
    @QueryParam("to")
    private String to;
    @Parameter(description = "The id of a change, as its producer knows it")
    @QueryParam("changeId")
    private String changeId;

    /** The question; {@code resourceType}, {@code application} and {@code endpoint} may be null. */
    Question question(String resourceType, String application, String endpoint, Clock clock) {
        Period period = Period.read(from, to, clock);
        return new Question(Period.organization(organization), resourceType, Period.required("resourceId", resourceId),
                period.from(), period.to(), application, endpoint, changeId);
    }
}
