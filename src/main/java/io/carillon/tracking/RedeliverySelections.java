package io.carillon.tracking;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.Jobs;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Objects;

/** Checks which deliveries the caller of the current request may send again, and starts the job that does it. */
@ApplicationScoped
class RedeliverySelections {

    @Inject
    private Database database;
    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Jobs jobs;
    @Inject
    private AuditLog audit;

    /** What {@code request} selects; 422 for an endpoint or application that the caller does not manage. */
    @Transactional
    public Planned of(RedeliveriesRequest request) {
        Instant now = database.now();
        Instant to = Objects.requireNonNullElse(request.to(), now);
        if (request.from().isAfter(to)) {
            throw ProblemException.invalid("/from", "must not be after to");
        }
        String application = application(request);
        String of = request.endpoint() == null ? application : ofEndpoint(request.endpoint(), application);
        return new Planned(of, now, new RedeliverySelection(application, request.endpoint(), request.organization(),
                request.resourceType(), request.resourceId(), request.eventTypes(),
                RedeliverySelection.words(request.status()), request.from(), to));
    }

    private String application(RedeliveriesRequest request) {
        String application = request.application() != null ? request.application() : caller.application().orElse(null);
        if (application == null && request.endpoint() == null && caller.get().role() != Role.OPERATOR) {
            throw ProblemException.invalid("/application", "or endpoint must be present");
        }
        if (application != null && !tenants.managesExisting(application)) {
            throw ProblemException.invalid("/application", "names no application that this key or token manages: " + application);
        }
        return application;
    }

    private String ofEndpoint(String id, String application) {
        Endpoint endpoint = endpoints.find(id)
                .filter(found -> application == null || found.applicationId().equals(application))
                .orElseThrow(() -> ProblemException.invalid("/endpoint",
                        "names no endpoint" + (application == null ? "" : " of the application") + " that this key or token"
                                + " manages: " + id));
        Redelivery.requireActive(endpoint.isActive(), id);
        return endpoint.applicationId();
    }

    /** Starts the job. */
    @Transactional
    public RedeliveryJobDocument start(Planned planned, Long matched, String highestId) {
        Job job = Job.starting("rd", JobKind.REDELIVER, planned.applicationId(), planned.selection(), matched, planned.now(),
                RedeliveryPages.firstId(planned.selection()), highestId);
        jobs.start(job);
        RedeliveryJobDocument started = RedeliveryJobDocument.of(job);
        audit.record("redelivery.started", AuditedObject.ofApplication(job.id(), job.applicationId()), null, started);
        return started;
    }

    /**
     * A selection that was checked.
     *
     * @param applicationId the application whose deliveries it is about; null for any
     * @param now           when it was checked
     */
    record Planned(String applicationId, Instant now, RedeliverySelection selection) {
    }
}
