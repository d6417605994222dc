package io.carillon.insight;

import io.carillon.http.WordParameter;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the list of changes. */
public class ChangesFilter {

    @Parameter(required = true, description = "The organization of the object")
    @QueryParam("organization")
    private String organization;
    @Parameter(required = true)
    @QueryParam("resourceId")
    private String resourceId;
    @Parameter(description = "The resource type, as reported or as announced")
    @QueryParam("resourceType")
    private String resourceType;
    @Parameter(description = "The id of a change, as its producer knows it")
    @QueryParam("changeId")
    private String changeId;
    @Parameter(description = "Changes received at this time or later; a day before `to` by default")
    @QueryParam("from")
    private String from;
    @Parameter(description = "Changes received before this time; now by default")
    @QueryParam("to")
    private String to;
    @Parameter(description = "Only changes with this code",
            schema = @Schema(implementation = Code.class))
    @QueryParam("fate")
    private String fate;

    Question question(Clock clock) {
        Period period = Period.read(from, to, clock);
        return new Question(Period.organization(organization), resourceType, Period.required("resourceId", resourceId),
                period.from(), period.to(), null, null, changeId);
    }

    /** The code that is asked for, if any; 400 for another word. */
    Optional<Code> code() {
        return WordParameter.read("fate", fate, EnumSet.allOf(Code.class));
    }
}
