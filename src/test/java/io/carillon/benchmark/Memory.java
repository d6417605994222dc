package io.carillon.benchmark;

import io.carillon.blackbox.support.Api;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service's memory: resident when it has nothing to do, at its peak, and the most heap in use of all seconds. */
final class Memory implements AutoCloseable {

    private static final Pattern USED_HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"} (\\S+)$");

    private final Api api;
    private final long pid;
    private final double idle;
    private final ScheduledExecutorService each = Executors.newSingleThreadScheduledExecutor();
    private volatile double peakHeap;

    Memory(Api api, long pid) {
        this.api = api;
        this.pid = pid;
        this.idle = ProcessTimes.megabytes(pid, "VmRSS");
        each.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        Matcher used = USED_HEAP.matcher(api.root("/metrics").body());
        if (used.find()) {
            peakHeap = Math.max(peakHeap, Double.parseDouble(used.group(1)) / (1 << 20));
        }
    }

    /** Megabytes resident before the first load. */
    double idle() {
        return idle;
    }

    /** The most megabytes resident up to now. */
    double peak() {
        return ProcessTimes.megabytes(pid, "VmHWM");
    }

    /** The most megabytes of heap in use up to now. */
    double peakHeap() {
        return peakHeap;
    }

    @Override
    public void close() {
        each.shutdownNow();
    }
}
