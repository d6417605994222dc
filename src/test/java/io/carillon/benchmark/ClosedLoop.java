package io.carillon.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Load for a rate: each worker begins again as soon as it has finished. Good for rates, wrong for latencies, which
 * {@link OpenLoop} measures.
 */
final class ClosedLoop {

    private static final Duration SLICE = Duration.ofSeconds(5);

    private final List<? extends Work> workers;

    ClosedLoop(List<? extends Work> workers) {
        this.workers = workers;
    }

    /** Works for {@code time}; what was begun in it is finished and counts. */
    Rate run(Duration time) {
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<Future<Long>> done = new ArrayList<>();
            workers.forEach(worker -> done.add(threads.submit(() -> repeat(worker, start + time.toNanos()))));
            long units = 0;
            for (Future<Long> one : done) {
                units += one.get();
            }
            return new Rate(units, (System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new VoidRun("the load failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VoidRun("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long repeat(Work worker, long until) throws Exception {
        long units = 0;
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            units += worker.once();
        }
        return units;
    }

    /** A {@link WarmUp} with slices of five seconds; answers the units of all of it. */
    long warmUp(Duration least, BooleanSupplier isSettled) {
        AtomicLong units = new AtomicLong();
        WarmUp.of(least, () -> {
            Rate rate = run(SLICE);
            units.addAndGet(rate.units());
            return rate.perSecond();
        }, isSettled);
        return units.get();
    }
}
