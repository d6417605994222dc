package io.carillon.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Load for a rate: each worker begins again as soon as it has finished. Good for rates, wrong for latencies, which
 * {@link OpenLoop} measures.
 */
final class ClosedLoop {

    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final double LEVEL = 0.05;
    private static final int LONGEST = 6;

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

    /**
     * Works until the rate has levelled off: until a slice of five seconds differs by less than 5 % from the mean of the two
     * before it and {@code isSettled}, asked after each slice, says so too; for at least {@code least} and at most six times
     * that. Answers the units of all of it.
     */
    long warmUp(Duration least, BooleanSupplier isSettled) {
        long units = 0;
        List<Double> rates = new ArrayList<>();
        long slices = Math.max(1, least.dividedBy(SLICE));
        boolean settled = false;
        while (rates.size() < slices || !(settled && isLevel(rates)) && rates.size() < LONGEST * slices) {
            Rate rate = run(SLICE);
            units += rate.units();
            rates.add(rate.perSecond());
            settled = isSettled.getAsBoolean();
        }
        return units;
    }

    static boolean isLevel(List<Double> rates) {
        int n = rates.size();
        if (n < 3) {
            return false;
        }
        double before = (rates.get(n - 2) + rates.get(n - 3)) / 2;
        return Math.abs(rates.get(n - 1) - before) < LEVEL * before;
    }
}
