package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    @Test
    void manyAreReadAtOnceExceptThoseThatAreFresh() {
        read("a");
        List<Set<String>> asked = new ArrayList<>();
        Function<Set<String>, Map<String, Integer>> reader = keys -> {
            asked.add(Set.copyOf(keys));
            return keys.contains("b") ? Map.of("b", 7) : Map.of();
        };
        assertThat(cache.getAll(Set.of("a", "b", "none"), reader), is(Map.of("a", 1, "b", 7)));
        assertThat(cache.getAll(Set.of("b", "none"), reader), is(Map.of("b", 7)));
        assertThat(cache.getAll(Set.of("b"), reader), is(Map.of("b", 7)));
        assertThat(asked, is(List.of(Set.of("b", "none"), Set.of("none"))));
    }

    private Optional<Integer> read(String key) {
        return cache.get(key, name -> Optional.of(++reads));
    }
}
