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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * {@code /redeliveries}: sends again all settled deliveries that match a filter, as a job in the background, with a preview
 * before it, its progress while it works, and a stop.
 */
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
    private Jobs jobs;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private CurrentCaller caller;
    @Inject
    private AuditLog audit;

    /**
     * Starts a redelivery, or counts what it would send again.
     *
     * @return 202 with the job, whose progress is at the {@code Location}; 200 with a {@link RedeliveryPreview} for a dry run;
     *         409 when the endpoint is switched off
     */
    @POST
    @Needs(Capability.OPERATE)
    @Transactional(TxType.NOT_SUPPORTED)
    @APIResponse(responseCode = "200", description = "What would be sent again", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RedeliveryPreview.class)))
    @APIResponse(responseCode = "202", description = "The redelivery has started", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RedeliveryJobDocument.class)))
    public Response start(@Valid @NotNull RedeliveriesRequest request) {
        RedeliverySelections.Planned planned = selections.of(request);
        String highest = pages.highestId(planned.selection());
        RedeliveryPreview preview = pages.preview(planned.selection(), highest, LONGEST_COUNT);
        if (request.isDryRun()) {
            return Response.ok(preview).build();
        }
        RedeliveryJobDocument started = selections.start(planned, preview.count(), highest);
        return Response.accepted(started).location(ApiPath.of(PATH, started.id())).build();
    }

    /** Lists redeliveries, also those that ended, until retention removes them; newest first. */
    @GET
    public Page<RedeliveryJobDocument> list(@BeanParam Paging paging) {
        return paging.pageOf(most -> visible(paging.after(), most), RedeliveryJobDocument::of, Job::id);
    }

    private List<Job> visible(String before, int most) {
        return caller.get().role() == Role.OPERATOR ? jobs.list(KINDS, before, most)
                : jobs.listOf(KINDS, caller.application().orElse(null), caller.organization().orElse(null), before, most);
    }

    /** Returns one redelivery, with its progress. */
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
