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
import io.carillon.problem.ProblemType;
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
        requireEndpointOfMissing(request);
        String application = application(request);
        String of = request.endpoint() == null ? application : ofEndpoint(request.endpoint(), application);
        return new Planned(of, now, new RedeliverySelection(application, request.endpoint(), request.organization(),
                request.resourceType(), request.resourceId(), request.eventTypes(),
                request.isMissing() ? null : RedeliverySelection.words(request.status()), request.from(), to,
                request.isMissing() ? true : null));
    }

    private static void requireEndpointOfMissing(RedeliveriesRequest request) {
        if (request.isMissing() && request.endpoint() == null) {
            throw ProblemException.invalid("/endpoint", "must be present, because messages are missing at an endpoint");
        }
        if (request.isMissing() && request.status() != null) {
            throw ProblemException.invalid("/status", "must be absent, because what is missing has no delivery");
        }
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

    /**
     * Starts the job.
     *
     * @param firstId an id before the first row
     * @throws ProblemException 409 when missing messages are being sent to the endpoint: two jobs could send the same
     */
    @Transactional
    public RedeliveryJobDocument start(Planned planned, Long matched, String firstId, String highestId) {
        if (planned.selection().isMissing()) {
            requireTheOnlyOne(planned);
        }
        Job job = Job.starting("rd", JobKind.REDELIVER, planned.applicationId(), planned.selection(), matched, planned.now(),
                firstId, highestId);
        jobs.start(job);
        RedeliveryJobDocument started = RedeliveryJobDocument.of(job);
        audit.record("redelivery.started", AuditedObject.ofApplication(job.id(), job.applicationId()), null, started);
        return started;
    }

    private void requireTheOnlyOne(Planned planned) {
        String endpoint = endpoints.endpointForUpdate(planned.selection().endpoint()).id();
        jobs.running(JobKind.REDELIVER, planned.applicationId()).stream().filter(job -> {
            RedeliverySelection other = job.selectionAs(RedeliverySelection.class);
            return other.isMissing() && endpoint.equals(other.endpoint());
        }).findFirst().ifPresent(job -> {
            throw new ProblemException(ProblemType.CONFLICT, "Missing messages are being sent to the endpoint by the redelivery "
                    + job.id() + ". Wait until it ends, or stop it.");
        });
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
