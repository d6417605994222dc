package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneSecondCacheTest {

    private final Hand clock = new Hand();
    private final OneSecondCache<String, Integer> cache = new OneSecondCache<>(clock, 2);
    private int reads;

    @Test
    void aValueIsReadAgainAfterASecond() {
        assertThat(read("a"), is(Optional.of(1)));
        clock.steps(Duration.ofMillis(999));
        assertThat(read("a"), is(Optional.of(1)));
        clock.steps(Duration.ofMillis(1));
        assertThat(read("a"), is(Optional.of(2)));
    }

    @Test
    void aValueIsReadAgainAfterTheClockWasSetBack() {
        read("a");
        clock.steps(Duration.ofMinutes(-1));
        assertThat(read("a"), is(Optional.of(2)));
    }

    @Test
    void whatDoesNotExistIsNotKept() {
        assertThat(cache.get("a", key -> Optional.empty()), is(Optional.empty()));
        assertThat(read("a"), is(Optional.of(1)));
        clock.steps(Duration.ofSeconds(1));
        assertThat(cache.get("a", key -> Optional.empty()), is(Optional.empty()));
        assertThat(read("a"), is(Optional.of(2)));
    }

    @Test
    void matchingValuesAreRemovedAndAFullCacheStartsOver() {
        read("a");
        read("b");
        cache.removeIf(value -> value == 1);
        assertThat(read("b"), is(Optional.of(2)));
        assertThat(read("a"), is(Optional.of(3)));
        read("c");
        assertThat(read("b"), is(Optional.of(5)));
    }

    private Optional<Integer> read(String key) {
        return cache.get(key, name -> Optional.of(++reads));
    }
}
