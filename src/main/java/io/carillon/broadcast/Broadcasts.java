package io.carillon.broadcast;

import io.carillon.access.AuditLog;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.catalog.Validation;
import io.carillon.database.Database;
import io.carillon.endpoint.NamedEndpoints;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.Jobs;
import io.carillon.json.Flaw;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.queue.Change;
import io.carillon.queue.ReadChange;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks changes for all organizations, and starts the jobs that send them. Works in the caller's transaction. */
@ApplicationScoped
class Broadcasts {

    static final Set<JobKind> KINDS = EnumSet.of(JobKind.BROADCAST);
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(3);
    /** Below every id of an organization. */
    private static final String FIRST_ID = "0";

    @Inject
    private Database database;
    @Inject
    private Catalog catalog;
    @Inject
    private NamedEndpoints endpoints;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private BroadcastPages pages;
    @Inject
    private BroadcastData data;
    @Inject
    private Jobs jobs;
    @Inject
    private AuditLog audit;

    /** Counts the organizations; 422 for a change that cannot be used, or an application that does not exist. */
    BroadcastPreview preview(BroadcastRequest request) {
        check(request);
        return pages.count(request.application(), pages.highestId(), LONGEST_COUNT);
    }

    /**
     * Starts a broadcast.
     *
     * @throws ProblemException 409 while another one is running
     */
    BroadcastDocument start(BroadcastRequest request) {
        Change change = check(request);
        long highest = pages.highestId();
        Job job = Job.starting("bc", JobKind.BROADCAST, null,
                new BroadcastSelection(request.change().withoutData(), request.application()),
                pages.count(request.application(), highest, LONGEST_COUNT).count(), database.now(), FIRST_ID,
                String.valueOf(highest));
        if (!jobs.startAlone(job)) {
            throw new ProblemException(ProblemType.CONFLICT, "Another broadcast is running. Wait until it ends, or stop it.");
        }
        if (change.data() != null) {
            data.store(job.id(), change.data());
        }
        BroadcastDocument started = BroadcastDocument.of(job);
        audit.record("broadcast.started", job.id(), null, started);
        return started;
    }

    private Change check(BroadcastRequest request) {
        ReadChange read = request.change().read();
        List<Flaw> flaws = read.isUsable() ? flawsOf(read.change()) : read.flaws();
        if (!flaws.isEmpty()) {
            throw ProblemException.invalid(flaws.stream()
                    .map(flaw -> new Flaw(flaw.reason(), "/change" + flaw.pointer(), flaw.detail())).toList());
        }
        if (request.application() != null && !tenants.managesExisting(request.application())) {
            throw ProblemException.invalid("/application", "names no application: " + request.application());
        }
        return read.change();
    }

    private List<Flaw> flawsOf(Change change) {
        CatalogSnapshot matrix = catalog.current();
        Meaning meaning = matrix.meaningOf(change.eventType(), change.resourceType(), change.resourceOperation());
        Set<String> unknown = endpoints.unknown(Set.copyOf(change.endpoints()), null);
        List<Flaw> flaws = new ArrayList<>(Stream.of(meaning.findFlaw(), NamedEndpoints.flawOf(change.endpoints(), unknown))
                .flatMap(Optional::stream).toList());
        matrix.violations(meaning, change.data(), Validation.REJECT)
                .forEach(flaw -> flaws.add(new Flaw(flaw.reason(), "/data" + flaw.pointer(), flaw.detail())));
        return flaws;
    }
}
