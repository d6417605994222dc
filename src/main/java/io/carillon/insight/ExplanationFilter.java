package io.carillon.insight;

import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters of a question: an object, a period, and what to restrict the answer to. */
public class ExplanationFilter extends ObjectFilter {

    @Parameter(required = true, description = "The resource type, as reported or as announced")
    @QueryParam("resourceType")
    private String resourceType;
    @QueryParam("application")
    private String application;
    @QueryParam("endpoint")
    private String endpoint;

    /** The question; {@code own} replaces a missing application. */
    Question question(String own, Clock clock) {
        return question(Period.required("resourceType", resourceType), application == null ? own : application, endpoint, clock);
    }
}
