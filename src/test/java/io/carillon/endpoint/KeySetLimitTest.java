package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeySetLimitTest {

    @Test
    void aNodeLooksUpOnlySoManyKeySets() {
        KeySetLimit limit = new KeySetLimit();
        long start = System.nanoTime();
        long taken = Stream.generate(limit::take).limit(1_000).filter(Optional::isEmpty).count();
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
        assertThat(taken, both(greaterThanOrEqualTo((long) KeySetLimit.AT_ONCE))
                .and(lessThanOrEqualTo(KeySetLimit.AT_ONCE + seconds * KeySetLimit.PER_SECOND)));
    }
}
