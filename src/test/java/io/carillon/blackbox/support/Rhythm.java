package io.carillon.blackbox.support;

import io.carillon.blackbox.support.Receiver.Received;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How the requests to an endpoint followed one another, by the receiver's clock. */
public final class Rhythm {

    private final long[] times;

    private Rhythm(long[] times) {
        this.times = times;
    }

    public static Rhythm of(List<Received> received) {
        return new Rhythm(received.stream().mapToLong(Received::nanoTime).sorted().toArray());
    }

    /** Without the first ones. */
    public Rhythm after(int first) {
        return new Rhythm(Arrays.copyOfRange(times, first, times.length));
    }

    /** On average, from the first to the last. */
    public double perSecond() {
        return (times.length - 1) / ((times[times.length - 1] - times[0]) / 1e9);
    }

    /** The length of a gap between two of them that half of the gaps exceed. */
    public Duration medianGap() {
        long[] gaps = IntStream.range(1, times.length).mapToLong(i -> times[i] - times[i - 1]).sorted().toArray();
        return Duration.ofNanos(gaps[gaps.length / 2]);
    }

    /** The most that came in any period of this length. */
    public long mostWithin(Duration period) {
        return LongStream.of(times).map(start -> LongStream.of(times)
                .filter(time -> time >= start && time < start + period.toNanos()).count()).max().orElse(0);
    }

    /** The {@link System#nanoTime()} of the one with this index. */
    public long at(int index) {
        return times[index];
    }
}
