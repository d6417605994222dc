package io.carillon.process.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The request bodies that have begun to arrive and are not complete. Together they may take an eighth of the heap. When that is
 * used up, those that began first are given up, so that slow senders make room for fast ones. Each must arrive in time.
 * Thread-safe.
 */
final class ArrivingBodies implements ArrivingBodiesMXBean {

    /** What a request takes in memory besides the bytes of its body, roughly. */
    static final int OVERHEAD = 16 * 1024;

    private static final int SHARE = 8;

    private final long limit;
    /** With the memory that each takes, in bytes; the oldest first. */
    private final Map<ArrivingBody, Integer> arriving = new LinkedHashMap<>();
    private long free;

    /** In this process; each body must arrive within {@code limit}. */
    ArrivingBodies(Duration limit) {
        this(Runtime.getRuntime().maxMemory() / SHARE, limit);
    }

    /** All bodies may take {@code room} bytes of memory. */
    ArrivingBodies(long room, Duration limit) {
        free = room;
        this.limit = limit.toNanos();
    }

    /** A body begins to arrive. */
    void begun(ArrivingBody body) {
        take(body, OVERHEAD);
    }

    /** {@code count} bytes of a body have arrived. Growing and reading it makes copies, which count as well. */
    void grown(ArrivingBody body, int count) {
        take(body, 2 * count);
    }

    private void take(ArrivingBody body, int memory) {
        makeRoom(body, memory).forEach(oldest -> oldest.giveUp(Refusal.forLackOfRoom()));
    }

    /**
     * The bodies to give up, of which none began after {@code body}: a body that grows is locked, and locks only older ones, so
     * that no two wait for each other.
     */
    private synchronized List<ArrivingBody> makeRoom(ArrivingBody body, int memory) {
        arriving.merge(body, memory, Integer::sum);
        free -= memory;
        List<ArrivingBody> oldest = new ArrayList<>();
        long lacking = -free;
        for (Map.Entry<ArrivingBody, Integer> next : arriving.entrySet()) {
            if (lacking <= 0) {
                break;
            }
            oldest.add(next.getKey());
            lacking = next.getKey() == body ? 0 : lacking - next.getValue();
        }
        return oldest;
    }

    /** Gives up the bodies that have not arrived in time. */
    void giveUpLate() {
        List<ArrivingBody> late;
        synchronized (this) {
            late = arriving.keySet().stream().takeWhile(body -> body.isOlderThan(limit)).toList();
        }
        late.forEach(body -> body.giveUp(Refusal.ofLateBody()));
    }

    /** No more of the body will come. */
    synchronized void ended(ArrivingBody body) {
        free += arriving.remove(body);
    }

    @Override
    public synchronized int getCount() {
        return arriving.size();
    }

    /** The memory that bodies do not take, in bytes. */
    synchronized long free() {
        return free;
    }
}
