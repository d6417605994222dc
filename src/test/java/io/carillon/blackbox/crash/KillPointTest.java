package io.carillon.blackbox.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A long run has its share of every named point. */
class KillPointTest {

    @Test
    void fiveHundredKillsHaveThemAll() {
        assertThat(IntStream.range(0, 500).mapToObj(KillPoint::of).collect(groupingBy(point -> point, counting())), is(Map.of(
                KillPoint.ANY_TIME, 320L, KillPoint.READY, 80L, KillPoint.ASKED, 40L, KillPoint.SENT, 20L, KillPoint.TICK, 40L)));
    }
}
