package io.carillon.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Works on the job that has been waiting longest, for a few pages at a time, so that several jobs take turns. Before each page it
 * checks whether the job may continue, so that a stop takes effect soon. A failure of the database leaves the job to the next
 * claim.
 */
@ApplicationScoped
class JobRunner {

    private static final int MOST_PAGES = 10;

    @Inject
    private JobSteps steps;
    @Inject
    private JobRows rows;
    @Inject
    @Any
    private Instance<JobWork> works;

    /** Does a part of one job that is due. */
    void workOnOne() {
        Optional<Job> job = steps.run(rows::claim);
        for (int page = 0; page < MOST_PAGES && job.isPresent(); page++) {
            Job current = job.get();
            job = steps.run(() -> rows.mayGoOn(current)) ? workOf(current.kind()).next(current) : Optional.empty();
        }
        job.ifPresent(rest -> steps.run(() -> {
            rows.release(rest);
            return null;
        }));
    }

    private JobWork workOf(JobKind kind) {
        return works.stream().filter(work -> work.does(kind)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no work for jobs of the kind " + kind));
    }
}
