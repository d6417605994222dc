package io.carillon.insight;

import static io.carillon.settings.Setting.DIRECTORY;

import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.ReadChange;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /explanations/dry-run}: what would become of a change now. It writes nothing and sends nothing. */
@Tag(name = "Explanations")
@Path("explanations/dry-run")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class DryRunResource {

    @Inject
    private DryRun dryRun;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Settings settings;

    /** Answers for one change as {@code POST /changes} takes it, with a verdict for each endpoint. */
    @Operation(operationId = "explainDryRun", summary = "Explain what would happen to a change")
    @MayAnswer(ProblemType.TOO_MANY_REQUESTS)
    @POST
    @Needs(Capability.VIEW)
    @Consumes(MediaType.APPLICATION_JSON)
    public DryRunDocument run(@RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(ref = "ChangeRequest"))) byte[] body) {
        ReadChange read = read(body);
        Viewer viewer = Viewer.of(caller, settings.word(DIRECTORY).equals("all"));
        return new DryRunDocument(places.ask(caller.get(), () -> dryRun.of(read, viewer, caller.get().producer())));
    }

    private static ReadChange read(byte[] body) {
        try {
            return ChangesDocument.read(body, 1).get(0);
        } catch (MalformedChanges e) {
            throw ProblemException.malformed(e.flaw().pointer(), e.flaw().detail());
        }
    }
}
