package io.carillon.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.Capability;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.intake.SourceDryRunDocument.Result;
import io.carillon.json.Flaw;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.ReadChange;
import io.carillon.source.SampleReader;
import io.carillon.source.Unmatched;
import io.carillon.source.VisibleSources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /sources/{id}/dry-run}: what a webhook of the sender would become. It writes nothing and reports nothing. */
@Tag(name = "Sources")
@Path("sources/{id}/dry-run")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
public class SourceDryRunResource {

    @Inject
    private VisibleSources sources;
    @Inject
    private Acceptance acceptance;

    /** Answers for one sample, which needs no signature. With {@code mappings}, it tries these before they are written. */
    @Operation(operationId = "tryWebhook", summary = "Show what a webhook would become")
    @POST
    @Needs(Capability.VIEW)
    @Consumes(MediaType.APPLICATION_JSON)
    public SourceDryRunDocument run(@PathParam("id") String id, @Valid @NotNull SourceDryRunRequest request) {
        SampleReader source = sources.sampleReader(id, request.mappings());
        Optional<ObjectNode> change = source.changeOf(request.headers(), request.body());
        if (change.isEmpty()) {
            return new SourceDryRunDocument(source.unmatched() == Unmatched.IGNORE ? Result.IGNORED : Result.REFUSED, null,
                    List.of());
        }
        List<ReadChange> read = Acceptance.read(() -> ChangesDocument.read(SourceDryRunDocument.bytes(change.get()), 1));
        List<Flaw> flaws = acceptance.flawsOf(source.caller(), read);
        return new SourceDryRunDocument(flaws.isEmpty() ? Result.ACCEPTED : Result.REFUSED, change.get(), flaws);
    }
}
