package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobPage;
import io.carillon.job.JobProgress;
import io.carillon.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a requeue job gets on, or keeps its place, whatever comes of its messages. */
class RequeueRoundTest {

    private final List<String> tried = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> impossible = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private boolean brokerAnswers = true;
    private Duration perMessage = Duration.ZERO;
    private long nanos;

    @Test
    void allOfAPageIsPutBack() {
        JobProgress progress = round("", 0, page("a", "b"));
        assertThat(progress, is(new JobProgress("z", 2, 0, null, null, 0)));
    }

    @Test
    void whatCannotBePutBackIsSkippedWithItsReasonAndWhatIsGoneIsNot() {
        impossible.add("b");
        gone.add("c");
        JobProgress progress = round("", 0, page("a", "b", "c", "d"));
        assertThat(progress, is(new JobProgress("z", 2, 1, "b cannot be requeued.", null, 0)));
    }

    @Test
    void withTheBrokerAwayTheJobKeepsItsPlace() {
        refused.addAll(List.of("b", "c", "d"));
        brokerAnswers = false;
        JobProgress progress = round("", 0, page("a", "b", "c", "d"));
        assertThat(progress, is(new JobProgress("a", 1, 0, null, "b was not confirmed.", 1)));
        assertThat(tried, contains("a", "b"));
        for (int failures = 1; failures < 50; failures++) {
            JobProgress again = round("a", failures, page("b", "c", "d"));
            assertThat(again, is(new JobProgress("a", 0, 0, null, again.lastError(), failures + 1)));
        }
    }

    @Test
    void whatThePageHasBehindAnUnconfirmedMessageIsNotCountedTwice() {
        refused.addAll(List.of("a", "d"));
        impossible.add("b");
        gone.add("c");
        JobProgress progress = round("", RequeueRound.ATTEMPTS_BEFORE_OTHERS, page("a", "b", "c", "d"));
        assertThat(tried, contains("a", "b", "c", "d"));
        assertThat(progress.skipped(), is(0));
        assertThat(progress.lastSkipped(), is(nullValue()));
        assertThat(progress.lastId(), is(""));
    }

    @Test
    void oneThatTheBrokerRefusesIsSkippedOnceItConfirmsAnother() {
        refused.add("a");
        JobPage page = page("a", "b", "c");
        for (int failures = 0; failures < RequeueRound.ATTEMPTS_BEFORE_OTHERS; failures++) {
            assertThat(round("", failures, page).failures(), is(failures + 1));
        }
        assertThat(tried, contains("a", "a", "a"));
        JobProgress progress = round("", RequeueRound.ATTEMPTS_BEFORE_OTHERS, page);
        assertThat(progress, is(new JobProgress("z", 2, 1,
                "a was given up after several attempts: it was not confirmed.", null, 0)));
    }

    @Test
    void manyInARowThatTheBrokerRefusesAreSkippedToo() {
        JobPage page = page("a", "b", "c", "d", "e");
        refused.addAll(List.of("a", "b", "c", "d"));
        int failures = 0;
        JobProgress progress = round("", failures, page);
        while (progress.failures() > 0 && failures < 9) {
            progress = round("", ++failures, page);
        }
        assertThat(progress.done(), is(1));
        assertThat(progress.skipped(), is(4));
        assertThat(progress.lastId(), is("z"));
    }

    @Test
    void theLastOneIsSkippedWhenTheBrokerAnswersAllTheSame() {
        refused.add("a");
        assertThat(round("", RequeueRound.ATTEMPTS_WITHOUT_OTHERS - 1, page("a")).skipped(), is(0));
        JobProgress progress = round("", RequeueRound.ATTEMPTS_WITHOUT_OTHERS, page("a"));
        assertThat(progress.skipped(), is(1));
        assertThat(progress.lastId(), is("z"));
        assertThat(progress.failures(), is(0));
    }

    @Test
    void aWholePageThatTheBrokerRefusesEndsToo() {
        JobPage page = page(IntStream.range(0, 100).mapToObj("m%02d"::formatted).toArray(String[]::new));
        refused.addAll(page.ids());
        int failures = 0;
        JobProgress progress = round("", failures, page);
        while (progress.failures() > 0 && failures < 200) {
            progress = round("", ++failures, page);
        }
        assertThat(progress.skipped(), is(100));
        assertThat(progress.lastId(), is("z"));
    }

    @Test
    void aRoundEndsAfterASecondSoThatAStopIsSeen() {
        perMessage = Duration.ofMillis(400);
        JobProgress progress = round("", 0, page("a", "b", "c", "d", "e"));
        assertThat(progress, is(new JobProgress("c", 3, 0, null, null, 0)));
    }

    @Test
    void aBrokerThatHangsIsAskedTwiceAtMostSoThatTheLeaseHolds() {
        perMessage = Duration.ofSeconds(8);
        refused.addAll(List.of("a", "b", "c", "d"));
        round("", 40, page("a", "b", "c", "d"));
        assertThat(tried, contains("a", "b"));
    }

    private JobProgress round(String lastId, int failures, JobPage page) {
        Job job = new Job("rj", JobKind.REQUEUE, null, "{}", JobState.RUNNING, null, 0, 0, null, null, Instant.EPOCH, null, "z",
                lastId, failures, 1);
        return new RequeueRound(this::putBack, () -> brokerAnswers, () -> nanos).run(job, page);
    }

    private PutBack putBack(String id) {
        tried.add(id);
        nanos += perMessage.toNanos();
        if (gone.contains(id)) {
            return PutBack.GONE;
        }
        return impossible.contains(id) ? PutBack.impossible("cannot be requeued.")
                : refused.contains(id) ? PutBack.unconfirmed("was not confirmed.") : PutBack.done(Instant.EPOCH);
    }

    private static JobPage page(String... ids) {
        return new JobPage(List.of(ids), "z", true);
    }
}
