package io.carillon.tracking;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.ApiPath;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.Jobs;
import io.carillon.message.MissingMessages;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
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
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /redeliveries}: sends again all settled deliveries that match a filter, as a job in the background, with a preview
 * before it, its progress while it works, and a stop.
 */
@Tag(name = "Redeliveries")
@Path(RedeliveriesResource.PATH)
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RedeliveriesResource {

    static final String PATH = "redeliveries";
    private static final Set<JobKind> KINDS = EnumSet.of(JobKind.REDELIVER);
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(3);

    @Inject
    private RedeliverySelections selections;
    @Inject
    private RedeliveryPages pages;
    @Inject
    private MissingMessages missingMessages;
    @Inject
    private MissingDeliveries missing;
    @Inject
    private Jobs jobs;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private CurrentCaller caller;
    @Inject
    private AuditLog audit;

    /**
     * Starts a redelivery, or counts what it would send again. With {@code missing}, it sends one endpoint the messages that it
     * never had: it was created later, did not subscribe then, or its filter stopped them.
     *
     * @return 202 with the job, whose progress is at the {@code Location}; 200 with a {@link RedeliveryPreview} for a dry run;
     *         409 when the endpoint is switched off, or another redelivery sends missing messages to it
     */
    @Operation(operationId = "startRedelivery", summary = "Send many deliveries again")
    @POST
    @Needs(Capability.OPERATE)
    @Transactional(TxType.NOT_SUPPORTED)
    @APIResponse(responseCode = "200", description = "What would be sent again", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RedeliveryPreview.class)))
    @APIResponse(responseCode = "202", description = "The redelivery has started", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RedeliveryJobDocument.class)))
    public Response start(@Valid @NotNull RedeliveriesRequest request) {
        RedeliverySelections.Planned planned = selections.of(request);
        RedeliverySelection selection = planned.selection();
        String first = selection.isMissing() ? MissingMessages.firstId(selection.from()) : RedeliveryPages.firstId(selection);
        String highest = selection.isMissing() ? missingMessages.highestId(selection.to()) : pages.highestId(selection);
        RedeliveryPreview preview = selection.isMissing() ? missing.preview(selection, highest, LONGEST_COUNT)
                : pages.preview(selection, highest, LONGEST_COUNT);
        if (request.isDryRun()) {
            return Response.ok(preview).build();
        }
        RedeliveryJobDocument started = selections.start(planned, preview.count(), first, highest);
        return Response.accepted(started).location(ApiPath.of(PATH, started.id())).build();
    }

    /** Lists redeliveries, also those that ended, until retention removes them; newest first. */
    @Operation(operationId = "listRedeliveries", summary = "List redeliveries")
    @GET
    public Page<RedeliveryJobDocument> list(@BeanParam Paging paging) {
        return paging.pageOf(most -> visible(paging.after(), most), RedeliveryJobDocument::of, Job::id);
    }

    private List<Job> visible(String before, int most) {
        return caller.get().role() == Role.OPERATOR ? jobs.list(KINDS, before, most)
                : jobs.listOf(KINDS, caller.application().orElse(null), caller.organization().orElse(null), before, most);
    }

    /** Returns one redelivery, with its progress. */
    @Operation(operationId = "getRedelivery", summary = "Get a redelivery")
    @GET
    @Path("{id}")
    public RedeliveryJobDocument get(@PathParam("id") String id) {
        return RedeliveryJobDocument.of(find(id));
    }

    /**
     * Stops a redelivery before its next page. What is pending again remains so.
     *
     * @return 202, also when it is being stopped already; 409 when it has ended
     */
    @Operation(operationId = "stopRedelivery", summary = "Stop a redelivery")
    @POST
    @Path("{id}/stop")
    @Needs(Capability.OPERATE)
    @APIResponse(responseCode = "202", description = "It stops", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RedeliveryJobDocument.class)))
    public Response stop(@PathParam("id") String id) {
        Job before = find(id);
        RedeliveryJobDocument after = RedeliveryJobDocument.of(jobs.stop(before));
        if (before.state() != after.state()) {
            audit.record("redelivery.stopped", AuditedObject.ofApplication(id, before.applicationId()),
                    RedeliveryJobDocument.of(before), after);
        }
        return Response.accepted(after).build();
    }

    private Job find(String id) {
        return jobs.find(id, JobKind.REDELIVER)
                .filter(job -> caller.get().role() == Role.OPERATOR
                        || job.applicationId() != null && tenants.manages(job.applicationId()))
                .orElseThrow(() -> ProblemException.notFound("redelivery " + id));
    }
}
