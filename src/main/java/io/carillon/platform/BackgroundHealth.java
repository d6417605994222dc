package io.carillon.platform;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** A health check of the application that a {@link BackgroundCheck} repeats from the start of the application to its end. */
public abstract class BackgroundHealth implements HealthCheck {

    private final String name;
    private final Duration pause;
    private final Duration validFor;
    private final String noResult;

    @Resource
    private ManagedThreadFactory threads;
    @Inject
    private MonotonicClock clock;

    /** Null until the application has started. */
    private volatile BackgroundCheck check;

    /**
     * The health check {@code name}.
     *
     * @param pause    time between the end of a check and the next
     * @param validFor how long a result counts
     * @param noResult the reason after that time without a new result
     */
    protected BackgroundHealth(String name, Duration pause, Duration validFor, String noResult) {
        this.name = name;
        this.pause = pause;
        this.validFor = validFor;
        this.noResult = noResult;
    }

    /** Begins to check when the application starts. */
    protected void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        check = new BackgroundCheck(this::fault, validFor, noResult, clock);
        check.start(threads, pause);
    }

    @PreDestroy
    protected void stop() {
        check.stop();
    }

    /** Looks once, on the check's own thread; returns the reason if something is wrong. */
    protected abstract Optional<String> fault();

    protected MonotonicClock clock() {
        return clock;
    }

    @Override
    public HealthCheckResponse call() {
        return check == null ? BackgroundCheck.response(name, Optional.of(noResult)) : check.response(name);
    }
}
