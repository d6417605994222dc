package io.carillon.insight;

import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters of a question: an object, a period, and what to restrict the answer to. */
public class ExplanationFilter {

    @Parameter(required = true, description = "The organization of the object")
    @QueryParam("organization")
    private String organization;
    @Parameter(required = true, description = "The resource type, as reported or as announced")
    @QueryParam("resourceType")
    private String resourceType;
    @Parameter(required = true)
    @QueryParam("resourceId")
    private String resourceId;
    @Parameter(description = "Changes received at this time or later; a day before `to` by default")
    @QueryParam("from")
    private String from;
    @Parameter(description = "Changes received before this time; now by default")
    @QueryParam("to")
    private String to;
    @QueryParam("application")
    private String application;
    @QueryParam("endpoint")
    private String endpoint;
    @Parameter(description = "The id of a change, as its producer knows it")
    @QueryParam("changeId")
    private String changeId;

    /** The question; {@code own} replaces a missing application. */
    Question question(String own, Clock clock) {
        Period period = Period.read(from, to, clock);
        return new Question(Period.organization(organization), Period.required("resourceType", resourceType),
                Period.required("resourceId", resourceId), period.from(), period.to(), application == null ? own : application,
                endpoint, changeId);
    }
}
