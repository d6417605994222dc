package io.carillon.rejected;

import io.carillon.access.AuditLog;
import io.carillon.access.Capability;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.Jobs;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * {@code /rejected-messages/jobs}: requeues and deletions of many rejected messages, newest first. {@link
 * RejectedMessagesResource} starts them.
 */
@Path(RejectedJobsResource.PATH)
@ApplicationScoped
@Transactional
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class RejectedJobsResource {

    static final String PATH = "rejected-messages/jobs";

    @Inject
    private Jobs jobs;
    @Inject
    private AuditLog audit;

    /** The jobs, also those that ended, until retention removes them. */
    @GET
    public Page<RejectedJobDocument> list(@BeanParam Paging paging) {
        return paging.pageOf(most -> jobs.list(EnumSet.of(JobKind.REQUEUE, JobKind.DELETE), paging.after(), most),
                RejectedJobDocument::of, Job::id);
    }

    /** One job, with its progress. */
    @GET
    @Path("{id}")
    public RejectedJobDocument get(@PathParam("id") String id) {
        return RejectedJobDocument.of(find(id));
    }

    /**
     * Stops a job before its next page. What it has done remains done.
     *
     * @return 202, also when the job is being stopped already; 409 when it has ended
     */
    @POST
    @Path("{id}/stop")
    @Needs(Capability.OPERATE)
    @APIResponse(responseCode = "202", description = "It stops", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RejectedJobDocument.class)))
    public Response stop(@PathParam("id") String id) {
        Job before = find(id);
        RejectedJobDocument after = RejectedJobDocument.of(jobs.stop(before));
        if (before.state() != after.state()) {
            audit.record("rejected-job.stopped", id, RejectedJobDocument.of(before), after);
        }
        return Response.accepted(after).build();
    }

    private Job find(String id) {
        return jobs.find(id, JobKind.REQUEUE, JobKind.DELETE).orElseThrow(() -> ProblemException.notFound("job " + id));
    }
}
