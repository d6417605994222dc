package io.carillon.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Repeats a health check on a thread of its own and keeps its last result, so that a request for health never waits, even if the
 * check hangs. A check that has had no result for a while counts as failed. Reasons are sentences for anyone to read: they
 * contain no names, no secrets and no exceptions.
 */
public final class BackgroundCheck {

    private static final String NOT_YET = "It is still being checked.";

    private final Supplier<Optional<String>> check;
    private final Duration validFor;
    private final String noResult;
    private final MonotonicClock clock;
    private volatile Result last;
    private ScheduledExecutorService executor;

    /**
     * A check that returns a reason if something is wrong.
     *
     * @param validFor how long a result counts
     * @param noResult the reason after that time without a new result
     */
    public BackgroundCheck(Supplier<Optional<String>> check, Duration validFor, String noResult, MonotonicClock clock) {
        this.check = check;
        this.validFor = validFor;
        this.noResult = noResult;
        this.clock = clock;
        last = new Result(Optional.of(NOT_YET), clock.now());
    }

    /** Checks now and again {@code pause} after each check has ended. */
    public void start(ThreadFactory threads, Duration pause) {
        executor = Executors.newSingleThreadScheduledExecutor(threads);
        executor.scheduleWithFixedDelay(this::run, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops checking. */
    public void stop() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    void run() {
        Optional<String> reason;
        try {
            reason = check.get();
        } catch (RuntimeException | LinkageError e) {
            reason = Optional.of(noResult);
        }
        last = new Result(reason, clock.now());
    }

    /** The reason why something is wrong; empty if all is well. */
    public Optional<String> reason() {
        Result result = last;
        return clock.isLongerAgo(result.at, validFor) ? Optional.of(noResult) : result.reason;
    }

    /** The response of the health check {@code name}. */
    public HealthCheckResponse response(String name) {
        return response(name, reason());
    }

    /** The response of the health check {@code name}: down if there is a reason. */
    public static HealthCheckResponse response(String name, Optional<String> reason) {
        var response = HealthCheckResponse.named(name).status(reason.isEmpty());
        reason.ifPresent(sentence -> response.withData("reason", sentence));
        return response.build();
    }

    private record Result(Optional<String> reason, long at) {
    }
}
