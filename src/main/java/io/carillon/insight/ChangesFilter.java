package io.carillon.insight;

import io.carillon.http.WordParameter;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the list of changes. */
public class ChangesFilter extends ObjectFilter {

    @Parameter(description = "The resource type, as reported or as announced")
    @QueryParam("resourceType")
    private String resourceType;
    @Parameter(description = "Only changes with this code. Repeated ids and refused requests are in /intake-refusals, not here",
            schema = @Schema(implementation = Code.class))
    @QueryParam("fate")
    private String fate;

    Question question(Clock clock) {
        return question(resourceType, null, null, clock);
    }

    /** The code that is asked for, if any; 400 for another word. */
    Optional<Code> code() {
        return WordParameter.read("fate", fate, EnumSet.allOf(Code.class));
    }
}
