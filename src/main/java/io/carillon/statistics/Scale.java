package io.carillon.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The buckets of a histogram of times: five in each power of ten, so that the bounds of a bucket differ by a factor of at most
 * {@link #FACTOR}. The first bucket begins at 0, the last one has no end.
 */
public enum Scale {
    /** How long attempts take. */
    DURATION(10, 63_000),
    /** From the first change that a webhook reports to its first attempt. */
    LATENCY(100, 4_000_000);

    /** Of a percentile between the ends of the scale: it and the true value are in the same bucket. */
    public static final double FACTOR = 1.6;

    private final long[] bounds;

    Scale(long first, long last) {
        bounds = LongStream.iterate(10, ten -> ten <= last, ten -> ten * 10)
                .flatMap(ten -> LongStream.of(10, 16, 25, 40, 63).map(part -> part * ten / 10))
                .filter(bound -> bound >= first && bound <= last).toArray();
    }

    /** How many buckets there are. */
    public int buckets() {
        return bounds.length + 1;
    }

    /** The bucket of a time in milliseconds: the first whose upper bound is not below it. */
    int bucketOf(long millis) {
        int found = Arrays.binarySearch(bounds, millis);
        return found >= 0 ? found : -found - 1;
    }

    /** The names of the buckets: {@code prefix} and the upper bound in milliseconds. */
    List<String> columns(String prefix) {
        return Stream.concat(LongStream.of(bounds).mapToObj(bound -> prefix + bound), Stream.of(prefix + "more")).toList();
    }

    /**
     * The time that the share {@code part} of all times does not exceed, in milliseconds. Times are taken to be spread evenly
     * over their bucket. Beyond the last bound it is that bound. Without any time it is 0.
     *
     * @param counts how many times are in each bucket
     * @param part   above 0 and at most 1
     */
    public long percentile(long[] counts, double part) {
        long all = LongStream.of(counts).sum();
        long rank = (long) Math.ceil(all * part);
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && below + counts[i] >= rank) {
                return within(i, (rank - below - 0.5) / counts[i]);
            }
            below += counts[i];
        }
        return 0;
    }

    private long within(int bucket, double part) {
        long from = bucket == 0 ? 0 : bounds[bucket - 1];
        return bucket == bounds.length ? from : Math.round(from + (bounds[bucket] - from) * part);
    }

    /** The upper bounds of all buckets but the last, in milliseconds. */
    List<Long> bounds() {
        return LongStream.of(bounds).boxed().toList();
    }
}
