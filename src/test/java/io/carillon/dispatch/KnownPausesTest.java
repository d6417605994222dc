package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The endpoints that a node leaves alone: for a moment those that just asked for it, then those that the database names. */
class KnownPausesTest {

    private final KnownPauses pauses = new KnownPauses();

    @Test
    void whoJustAskedIsPausedUntilTheDatabaseKnows() {
        pauses.refresh(Set.of(), at(0));
        pauses.add("long", Duration.ofHours(1), at(0));
        pauses.add("short", Duration.ofSeconds(1), at(0));
        assertThat(pauses.all(), is(Set.of("long", "short")));
        assertThat(pauses.contains("short", at(900)), is(true));
        assertThat(pauses.contains("short", at(1_000)), is(false));
        assertThat(pauses.contains("long", at(2_900)), is(true));
        pauses.refresh(Set.of(), at(3_000));
        assertThat("it was enabled meanwhile", pauses.all(), is(Set.of()));
    }

    @Test
    void theDatabaseIsAskedTwiceASecond() {
        assertThat(pauses.isOld(at(0)), is(true));
        pauses.refresh(Set.of("a"), at(0));
        assertThat(pauses.isOld(at(400)), is(false));
        assertThat(pauses.isOld(at(501)), is(true));
        assertThat(pauses.contains("a", at(501)), is(true));
        assertThat(pauses.contains("b", at(501)), is(false));
    }

    private static long at(long millis) {
        return Duration.ofMillis(millis).toNanos() - Duration.ofDays(1).toNanos();
    }
}
