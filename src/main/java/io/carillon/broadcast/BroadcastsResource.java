package io.carillon.broadcast;

import io.carillon.access.AuditLog;
import io.carillon.access.Capability;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.ApiPath;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.Jobs;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /broadcasts}: sends one change to every organization, as a job in the background, with a count before it, its progress
 * while it works, and a stop.
 */
@Tag(name = "Broadcasts")
@Path(BroadcastsResource.PATH)
@ApplicationScoped
@Transactional
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BroadcastsResource {

    static final String PATH = "broadcasts";

    @Inject
    private Broadcasts broadcasts;
    @Inject
    private Jobs jobs;
    @Inject
    private AuditLog audit;

    /**
     * Starts a broadcast, or counts the organizations that it would reach. Each gets a change of its own, which takes effect as
     * if it had been reported for that organization alone. Organizations are left out if neither they nor their parents enable an
     * application.
     *
     * @return 202 with the broadcast, whose progress is at the {@code Location}; 200 with a {@link BroadcastPreview} for a dry
     *         run; 409 while another broadcast is running, 422 with a pointer for a change that cannot be used
     */
    @Operation(operationId = "startBroadcast", summary = "Send a change to all organizations")
    @POST
    @Needs(Capability.REPORT)
    @APIResponse(responseCode = "200", description = "How many organizations there are", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BroadcastPreview.class)))
    @APIResponse(responseCode = "202", description = "The broadcast has started", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BroadcastDocument.class)))
    public Response start(@Valid @NotNull BroadcastRequest request) {
        if (request.isDryRun()) {
            return Response.ok(broadcasts.preview(request)).build();
        }
        BroadcastDocument started = broadcasts.start(request);
        return Response.accepted(started).location(ApiPath.of(PATH, started.id())).build();
    }

    /** Lists broadcasts, also those that ended, until retention removes them; newest first. */
    @Operation(operationId = "listBroadcasts", summary = "List broadcasts")
    @GET
    public Page<BroadcastDocument> list(@BeanParam Paging paging) {
        return paging.pageOf(most -> jobs.list(Broadcasts.KINDS, paging.after(), most), BroadcastDocument::of, Job::id);
    }

    /** Returns one broadcast, with its progress. */
    @Operation(operationId = "getBroadcast", summary = "Get a broadcast")
    @GET
    @Path("{id}")
    public BroadcastDocument get(@PathParam("id") String id) {
        return BroadcastDocument.of(find(id));
    }

    /**
     * Stops a broadcast before its next page. What is on the queue takes effect.
     *
     * @return 202, also when it is being stopped already; 409 when it has ended
     */
    @Operation(operationId = "stopBroadcast", summary = "Stop a broadcast")
    @POST
    @Path("{id}/stop")
    @Needs(Capability.OPERATE)
    @APIResponse(responseCode = "202", description = "It stops", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BroadcastDocument.class)))
    public Response stop(@PathParam("id") String id) {
        Job before = find(id);
        BroadcastDocument after = BroadcastDocument.of(jobs.stop(before));
        if (before.state() != after.state()) {
            audit.record("broadcast.stopped", id, BroadcastDocument.of(before), after);
        }
        return Response.accepted(after).build();
    }

    private Job find(String id) {
        return jobs.find(id, JobKind.BROADCAST).orElseThrow(() -> ProblemException.notFound("broadcast " + id));
    }
}
