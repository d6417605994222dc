package io.carillon.insight;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.insight.ChangeFinder.Found;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /organizations/{id}/changes/{changeId}}: what became of a change that was answered 202. */
@Tag(name = "Changes")
@Path("organizations/{organizationId}/changes")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
public class OrganizationChangesResource {

    @Inject
    private ChangeFinder finder;
    @Inject
    private FactsReader reader;
    @Inject
    private QueueLook queue;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Settings settings;

    /**
     * The change and its fate. Where several producers used the id, the caller's own change counts, otherwise the newest. A
     * change that nothing is known of has the code {@code queued}, {@code expired} or {@code not-received}. Repetitions of its id
     * are in {@code /intake-refusals}.
     */
    @Operation(operationId = "getChange", summary = "Get a reported change and its fate")
    @GET
    @Path("{changeId}")
    public ChangeDocument get(@PathParam("organizationId") long organizationId, @PathParam("changeId") String changeId) {
        if (caller.organization().filter(own -> own != organizationId).isPresent()) {
            throw ProblemException.notFound("organization " + organizationId);
        }
        return places.read(() -> {
            Found found = finder.find(organizationId, changeId, caller.get().producer());
            return found.change() != null ? ofChange(found.change())
                    : found.rejected() != null ? ofRejected(organizationId, found)
                    : elsewhere(organizationId, changeId).orElseGet(() -> unknown(organizationId, changeId, found));
        });
    }

    /** A change that named a wrong organization was rejected as one of that organization, if it named any. */
    private Optional<ChangeDocument> elsewhere(long organization, String id) {
        return caller.get().role() != Role.OPERATOR ? Optional.empty()
                : finder.findElsewhere(id).map(found -> ofRejected(organization, found));
    }

    private ChangeDocument ofChange(ReportedChange change) {
        Viewer viewer = Viewer.of(caller, true);
        Question question = Question.about(change);
        Facts facts = reader.read(question, FactsReader.Most.OF_A_QUESTION);
        return ChangeDocument.of(change, new Explanation(question, viewer, facts, Limits.of(settings)).of(change),
                facts.messages(), viewer);
    }

    private ChangeDocument ofRejected(long organization, Found found) {
        Question question = new Question(organization, null, found.resourceId(), found.now(), found.now(), null, null, null);
        return ChangeDocument.of(found.rejected(), new Explanation(question, Viewer.of(caller, true), null,
                Limits.of(settings)).of(found.rejected()), found.rejected().organizationId(), found.resourceId());
    }

    private ChangeDocument unknown(long organization, String id, Found found) {
        return ChangeDocument.unknown(id, organization, found.unknown(queue::isWaiting, Limits.of(settings)));
    }
}
