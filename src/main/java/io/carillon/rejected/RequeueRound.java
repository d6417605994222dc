package io.carillon.rejected;

import io.carillon.job.Job;
import io.carillon.job.JobPage;
import io.carillon.job.JobProgress;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One round of a requeue job: puts back the messages of a page until the time is over or the broker does not confirm one. Then
 * the job keeps its place before that message and tries again later, because the broker is usually just unavailable.
 *
 * <p>A message that the broker never accepts must not hold up the rest. After a few attempts in a row at the same place, a round
 * therefore continues with the next messages, one more with each attempt. Once the broker confirms one of them, the round skips
 * those before it. If there is no other message to confirm, it skips them after more attempts, provided that the broker answers.
 */
final class RequeueRound {

    static final int ATTEMPTS_BEFORE_OTHERS = 3;
    static final int ATTEMPTS_WITHOUT_OTHERS = 10;
    /** So that a stop is noticed soon. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();
    /** Even with one more timeout of the broker, this is shorter than the lease. */
    private static final long LONGEST_FAILING_NANOS = Duration.ofSeconds(10).toNanos();

    private final Function<String, PutBack> putBack;
    private final BooleanSupplier brokerAnswers;
    private final LongSupplier nanoTime;

    /** The progress, if the broker confirmed all that came before. */
    private JobProgress ahead;
    private JobProgress settled;
    private int unconfirmed;
    private String lastUnconfirmed;
    private String reason;

    /**
     * @param putBack       puts the message with an id back
     * @param brokerAnswers whether the broker answers
     * @param nanoTime      a clock that never steps
     */
    RequeueRound(Function<String, PutBack> putBack, BooleanSupplier brokerAnswers, LongSupplier nanoTime) {
        this.putBack = putBack;
        this.brokerAnswers = brokerAnswers;
        this.nanoTime = nanoTime;
    }

    /** Puts back messages of {@code page}, the next of {@code job}; {@link JobProgress#failures} says whether to pause. */
    JobProgress run(Job job, JobPage page) {
        long began = nanoTime.getAsLong();
        settled = JobProgress.none(job.lastId());
        ahead = settled;
        List<String> ids = page.ids();
        int next = 0;
        while (next < ids.size() && mayGoOn(job, nanoTime.getAsLong() - began)) {
            take(ids.get(next++));
        }
        boolean all = next == ids.size();
        if (unconfirmed > 0 && all && job.failures() >= ATTEMPTS_WITHOUT_OTHERS && brokerAnswers.getAsBoolean()) {
            skipUnconfirmed();
        }
        if (unconfirmed > 0) {
            return settled.failed(lastUnconfirmed + " " + reason, settled.lastId().equals(job.lastId()) ? job.failures() + 1 : 1);
        }
        return all ? settled.at(page.lastId()) : settled;
    }

    private boolean mayGoOn(Job job, long nanos) {
        return unconfirmed == 0 ? nanos < LONGEST_NANOS
                : unconfirmed <= job.failures() - ATTEMPTS_BEFORE_OTHERS + 1 && nanos < LONGEST_FAILING_NANOS;
    }

    private void take(String id) {
        PutBack taken = putBack.apply(id);
        switch (taken.result()) {
            case DONE -> {
                ahead = ahead.plusDone(id);
                skipUnconfirmed();
            }
            case GONE -> ahead = ahead.at(id);
            case IMPOSSIBLE -> ahead = ahead.at(id).skipping(1, id, taken.reason());
            case UNCONFIRMED -> {
                ahead = ahead.at(id);
                unconfirmed++;
                lastUnconfirmed = id;
                reason = taken.reason();
            }
        }
        if (unconfirmed == 0) {
            settled = ahead;
        }
    }

    private void skipUnconfirmed() {
        if (unconfirmed > 0) {
            ahead = ahead.skipping(unconfirmed, lastUnconfirmed, "was given up after several attempts: it " + reason);
            unconfirmed = 0;
            settled = ahead;
        }
    }
}
