package io.carillon.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScaleTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @EnumSource(Scale.class)
    void aBucketEndsAtMostTheFactorAfterItBegins(Scale scale) {
        List<Long> bounds = scale.bounds();
        for (int i = 1; i < bounds.size(); i++) {
            assertThat((double) bounds.get(i) / bounds.get(i - 1), lessThanOrEqualTo(Scale.FACTOR));
        }
        assertThat(scale.buckets(), is(bounds.size() + 1));
        assertThat(scale.columns("x_").get(0), is("x_" + bounds.get(0)));
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void aTimeIsInTheBucketWhoseUpperBoundIsNotBelowIt(Scale scale) {
        List<Long> bounds = scale.bounds();
        assertThat(scale.bucketOf(0), is(0));
        for (int i = 0; i < bounds.size(); i++) {
            assertThat(scale.bucketOf(bounds.get(i)), is(i));
            assertThat(scale.bucketOf(bounds.get(i) + 1), is(i + 1));
        }
        assertThat(scale.bucketOf(Long.MAX_VALUE), is(scale.buckets() - 1));
    }

    /** Against the true percentile by nearest rank, for times that are spread evenly over the orders of magnitude. */
    @ParameterizedTest
    @EnumSource(Scale.class)
    void aPercentileDiffersFromTheTrueOneByTheFactorAtMost(Scale scale) {
        long least = scale.bounds().get(0);
        double decades = Math.log10((double) scale.bounds().get(scale.bounds().size() - 1) / least);
        for (int round = 0; round < 200; round++) {
            long[] times = LongStream
                    .generate(() -> Math.max(least + 1, Math.round(least * Math.pow(10, random.nextDouble() * decades))))
                    .limit(1 + random.nextInt(300)).sorted().toArray();
            long[] counts = new long[scale.buckets()];
            LongStream.of(times).forEach(time -> counts[scale.bucketOf(time)]++);
            for (double part : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
                double truth = times[(int) Math.ceil(times.length * part) - 1];
                assertThat(scale.percentile(counts, part) / truth,
                        is(both(greaterThanOrEqualTo(1 / Scale.FACTOR)).and(lessThanOrEqualTo(Scale.FACTOR))));
            }
        }
    }

    @Test
    void whatIsLongerThanTheScaleIsItsEnd() {
        long[] counts = new long[Scale.DURATION.buckets()];
        assertThat(Scale.DURATION.percentile(counts, 0.5), is(0L));
        counts[Scale.DURATION.bucketOf(500_000)] = 3;
        assertThat(Scale.DURATION.percentile(counts, 0.5), is(63_000L));
        counts[0] = 9;
        assertThat(Scale.DURATION.percentile(counts, 0.5), is(6L));
    }
}
