package io.carillon.http;

import static io.carillon.settings.Setting.BODY_TIMEOUT;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The request bodies that did not come with the head of their requests, from their beginning until their requests are answered.
 * Together they may take an eighth of the heap. When that is used up, those that began first are given up, so that slow senders
 * make room for fast ones. Requests whose bodies have ended are answered by threads of their own, and wait in line for one.
 * Thread-safe.
 */
@ApplicationScoped
public class ArrivingBodies {

    /** What a request takes in memory besides the bytes of its body, roughly. */
    static final int OVERHEAD = 16 * 1024;

    private static final int SHARE = 8;
    private static final int THREADS = 100;
    private static final int IDLE_SECONDS = 10;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @Inject
    private Settings settings;
    @Resource
    private ManagedThreadFactory threads;

    /** With the memory that each takes, in bytes; the oldest first. */
    private final Map<ArrivingBody, Integer> arriving = new LinkedHashMap<>();
    private final Map<ArrivingBody, Integer> ended = new HashMap<>();
    private long free;
    private long patience;
    private Executor answers;
    private ExecutorService pool;

    @PostConstruct
    void open() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), threads);
        executor.allowCoreThreadTimeOut(true);
        pool = executor;
        open(Runtime.getRuntime().maxMemory() / SHARE, settings.duration(BODY_TIMEOUT), pool);
    }

    /** All bodies may take {@code room} bytes of memory, and each must arrive within {@code limit}. */
    void open(long room, Duration limit, Executor answering) {
        free = room;
        patience = limit.toNanos();
        answers = answering;
    }

    @PreDestroy
    void close() {
        pool.shutdown();
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
        for (ArrivingBody oldest : makeRoom(body, memory)) {
            oldest.giveUp(ProblemException.unavailable(
                    "Too many request bodies are on their way to this node; none of this one was stored.", RETRY_AFTER));
        }
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
            late = arriving.keySet().stream().takeWhile(body -> body.isOlderThan(patience)).toList();
        }
        late.forEach(body -> body.giveUp(new ProblemException(ProblemType.REQUEST_TIMEOUT,
                "The request body took too long to arrive; none of it was stored.")));
    }

    /** No more of the body will be read. An empty body takes no more memory. */
    synchronized void ended(ArrivingBody body, boolean hasContent) {
        int memory = arriving.remove(body);
        ended.put(body, hasContent ? memory : 0);
        free += hasContent ? 0 : memory;
    }

    /** The request of a body that has ended is answered when it is its turn. */
    void queue(ArrivingBody body) {
        answers.execute(() -> answer(body));
    }

    private void answer(ArrivingBody body) {
        try {
            body.answer();
        } finally {
            synchronized (this) {
                free += ended.remove(body);
            }
        }
    }

    /** The memory that bodies do not take, in bytes. */
    synchronized long free() {
        return free;
    }
}
