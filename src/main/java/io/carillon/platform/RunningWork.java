package io.carillon.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Knows what is running on this node's working threads and since when, so that liveness can notice a thread that hangs.
 * Thread-safe.
 */
@ApplicationScoped
public class RunningWork {

    private final Map<Run, Boolean> runs = new ConcurrentHashMap<>();
    private MonotonicClock clock;

    protected RunningWork() {
    }

    /** Nothing runs yet; {@code clock} measures how long it does. */
    @Inject
    public RunningWork(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Runs {@code work}; {@code kind} is one word, such as {@code listener}. */
    public void run(String kind, Runnable work) {
        call(kind, () -> {
            work.run();
            return null;
        });
    }

    /** Runs {@code work} and returns its result. */
    public <T> T call(String kind, Supplier<T> work) {
        Run run = new Run(kind, clock.now(), Thread.currentThread());
        runs.put(run, true);
        try {
            return work.get();
        } finally {
            runs.remove(run);
        }
    }

    /** The kind of some work that has been running for longer than {@code limit}. */
    public Optional<String> stuckFor(Duration limit) {
        return runs.keySet().stream().filter(run -> clock.isLongerAgo(run.startedAt(), limit)).map(Run::kind).findFirst();
    }

    private record Run(String kind, long startedAt, Thread thread) {
    }
}
