package io.carillon.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.platform.EnumWords;
import io.carillon.sending.DeliveryResult;
import io.carillon.statistics.Counts.Unwritten;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountsTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final int MINUTE = Counts.minuteOf(NOON);
    private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(59), ZoneOffset.UTC);

    private final Counts counts = new Counts(StatisticsTable.CHANGES, CLOCK, 1_000);

    @Test
    void aMinuteIsTakenWhenItIsOver() {
        assertThat(counts.minute(), is(MINUTE));
        counts.add(MINUTE, of(7), 1, 0);
        assertThat(counts.take(MINUTE), is(empty()));
        List<Batch> taken = counts.take(MINUTE + 1);
        assertThat(sums(taken), is(Map.of("7 team.updated", 1L)));
        assertThat("as long as it is not written", counts.take(MINUTE + 1), is(taken));
        counts.written(taken);
        assertThat(counts.take(MINUTE + 1), is(empty()));
    }

    @Test
    void whatComesLaterIsAnotherBatchOfTheSameMinute() {
        counts.add(MINUTE, of(7), 1, 0);
        List<Batch> first = counts.take(MINUTE + 1);
        counts.add(MINUTE, of(7), 2, 0);
        List<Batch> both = counts.take(MINUTE + 1);
        assertThat(both.size(), is(2));
        assertThat(both.get(0).id(), is(not(both.get(1).id())));
        assertThat(sums(first), is(Map.of("7 team.updated", 1L)));
        assertThat(sums(both), is(Map.of("7 team.updated", 3L)));
    }

    @Test
    void aReaderGetsWhatIsNotWrittenAndTheBatchesItWillBeIn() {
        counts.add(MINUTE, of(7), 1, 0);
        List<Batch> taken = counts.take(MINUTE + 1);
        counts.add(MINUTE + 1, of(7), 2, 0);
        counts.add(MINUTE + 1, of(8), 5, 0);
        counts.add(MINUTE + 2, of(7), 9, 0);
        Unwritten unwritten = counts.unwritten(MINUTE, MINUTE + 2, subject -> subject.organizationId() == 7);
        assertThat(unwritten.parts().stream().map(part -> part.minute() - MINUTE + " " + sum(part.cell())).toList(),
                containsInAnyOrder("0 1", "1 2"));
        assertThat(unwritten.batches().size(), is(2));
        assertThat(unwritten.batches().contains(taken.get(0).id()), is(true));
    }

    @Test
    void whatHasNoRoomIsCountedTogether() {
        DeliveryCounts deliveries = new DeliveryCounts(CLOCK);
        int more = Counts.MOST + 5_000;
        IntStream.range(0, more).forEach(i -> deliveries.skipped(new Subject("ep" + i, (long) i, "team.updated"), 1));
        Map<String, Long> sums = sums(deliveries.counts().take(MINUTE + 1));
        assertThat(sums.size(), is(Counts.MOST + 1));
        assertThat(sums.get("other null team.updated"), is(5_000L));
        assertThat(sums.values().stream().mapToLong(Long::longValue).sum(), is((long) more));
        assertThat(deliveries.counts().wasCrowded(), is(true));
        assertThat(deliveries.counts().wasCrowded(), is(false));

        deliveries.counts().written(deliveries.counts().take(MINUTE + 1));
        deliveries.skipped(new Subject("late", 7L, "team.updated"), 1);
        assertThat("there is room again", sums(deliveries.counts().take(MINUTE + 1)), is(Map.of("late 7 team.updated", 1L)));
    }

    @Test
    void nothingIsLostBetweenThreads() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Map<String, Long> written = new HashMap<>();
        for (int t = 0; t < 4; t++) {
            threads.execute(() -> IntStream.range(0, 20_000).forEach(i -> counts.add(MINUTE + i % 2, of(i % 3), 1, i % 5)));
        }
        threads.shutdown();
        boolean isDone = false;
        while (!isDone) {
            isDone = threads.awaitTermination(1, TimeUnit.MILLISECONDS);
            List<Batch> taken = counts.take(MINUTE + 2);
            sums(taken).forEach((subject, sum) -> written.merge(subject, sum, Long::sum));
            counts.written(taken);
        }
        assertThat(written.values().stream().mapToLong(Long::longValue).sum(), is(80_000L));
    }

    @Test
    void everyOutcomeOfTheAttemptLogHasAPlace() {
        List<String> words = Stream.concat(Stream.of("succeeded", "status", "refused"),
                Stream.of(DeliveryResult.Reason.values()).map(EnumWords::of)).toList();
        assertThat(DeliveryMeasures.OUTCOMES.subList(0, words.size()), is(words));
        assertThat(DeliveryMeasures.placeOf("new"), is(words.size()));
        assertThat(Stream.of(ChangeMeasure.values()).map(EnumWords::of).toList(), is(StatisticsTable.CHANGES.measures()));
    }

    private static Subject of(long organization) {
        return new Subject(null, organization, "team.updated");
    }

    private static Map<String, Long> sums(List<Batch> batches) {
        Map<String, Long> sums = new HashMap<>();
        batches.forEach(batch -> batch.cells().forEach((subject, cell) -> sums.merge(
                Stream.of(subject.endpointId(), subject.organizationId(), subject.eventType()).skip(
                        subject.endpointId() == null ? 1 : 0).map(String::valueOf).reduce((a, b) -> a + " " + b).orElseThrow(),
                sum(cell), Long::sum)));
        return sums;
    }

    private static long sum(Cell cell) {
        long[] counts = new long[DeliveryMeasures.COLUMNS.size()];
        cell.addTo(counts);
        return LongStream.of(counts).sum();
    }
}
