package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes<String> lanes = new Lanes<>(3, 2);

    @Test
    void onlySoManyOfALaneAreInFlightAndTheOthersWaitInTheirOrder() {
        assertThat(start("slow", "a"), is(true));
        assertThat(start("slow", "b"), is(true));
        assertThat(start("slow", "c"), is(false));
        assertThat(start("slow", "d"), is(false));
        assertThat(start("other", "e"), is(true));
        assertThat(lanes.finish("slow"), is(Optional.of("c")));
        assertThat(lanes.finish("slow"), is(Optional.of("d")));
        assertThat(lanes.finish("slow"), is(Optional.empty()));
        assertThat(lanes.finish("slow"), is(Optional.empty()));
        assertThat(lanes.finish("other"), is(Optional.empty()));
        assertThat(lanes.free(), is(12));
    }

    @Test
    void aLaneHasItsLimitAndAllTogetherHaveTheirs() {
        for (int i = 0; i < 8; i++) {
            assertThat(lanes.reserve("slow"), is(true));
        }
        assertThat(lanes.reserve("slow"), is(false));
        for (int i = 0; i < 4; i++) {
            assertThat(lanes.reserve("endpoint " + i), is(true));
        }
        assertThat(lanes.free(), is(0));
        assertThat(lanes.reserve("one more"), is(false));
    }

    @Test
    void aLaneIsCrowdedWhenMoreThanHalfOfItIsTaken() {
        for (int i = 0; i < 4; i++) {
            lanes.reserve("slow");
        }
        assertThat(lanes.crowded(), is(empty()));
        lanes.reserve("slow");
        assertThat(lanes.crowded(), contains("slow"));
        lanes.release("slow");
        assertThat(lanes.crowded(), is(empty()));
    }

    private boolean start(String endpoint, String item) {
        return lanes.reserve(endpoint) && lanes.start(endpoint, item);
    }
}
