package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.endpoint.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For which endpoints a node takes slots: each second for one that may be called often, and rarely for the others. */
class KnownPacesTest {

    private static final Instant NOW = Instant.parse("2025-06-09T10:30:00Z");

    private final KnownPaces paces = new KnownPaces();

    @Test
    void anEndpointIsOpenShortlyBeforeItsNextSlot() {
        paces.refresh(List.of(pace("idle", -10), pace("waiting", 60)), at(0));
        assertThat(paces.all(), is(Set.of("idle", "waiting")));
        assertThat(paces.open(at(0)), is(Set.of("idle")));
        assertThat(paces.open(at(58_700)), is(Set.of("idle")));
        assertThat(paces.open(at(58_750)), is(Set.of("idle", "waiting")));
    }

    @Test
    void whatAClaimTookIsNotOpen() {
        paces.refresh(List.of(pace("a", 0), pace("b", 0)), at(0));
        paces.update(List.of(pace("a", 3)), at(0));
        assertThat(paces.open(at(1_000)), is(Set.of("b")));
        assertThat(paces.open(at(1_750)), is(Set.of("a", "b")));
    }

    @Test
    void anEndpointWithoutItsLimitIsForgotten() {
        paces.refresh(List.of(pace("a", 0), pace("b", 0)), at(0));
        paces.refresh(List.of(pace("b", 0)), at(500));
        assertThat(paces.contains("a"), is(false));
        assertThat(paces.contains("b"), is(true));
    }

    private static Pace pace(String endpointId, long nextSeconds) {
        return new Pace(endpointId, Duration.ofMillis(100), NOW.plusSeconds(nextSeconds), NOW);
    }

    private static long at(long millis) {
        return Duration.ofMillis(millis).toNanos() - Duration.ofDays(1).toNanos();
    }
}
