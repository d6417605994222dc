package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.dispatch.Backlog.LeftOut;
import io.carillon.endpoint.TrackRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final LeftOut BIG = new LeftOut(Set.of("big"), Set.of());
    private static final LeftOut BIG_AND_FAILING = new LeftOut(Set.of("big"), Set.of(TrackRecord.FAILING));
    private static final Optional<Duration> ALL = Optional.empty();

    private final Backlog backlog = new Backlog();

    @Test
    void atFirstAllIsLookedAt() {
        assertThat(backlog.reach(BIG, at(0)), is(ALL));
    }

    @Test
    void aClaimThatLeavesOutNoEndpointLooksAtAll() {
        LeftOut none = new LeftOut(Set.of(), Set.of());
        backlog.seenAll(none, ALL, at(0));
        assertThat(backlog.reach(none, at(200)), is(ALL));
        assertThat(backlog.reach(BIG, at(200)), is(Optional.of(Duration.ofMillis(1_200))));
    }

    @Test
    void whatStandsBehindThoseThatAreStillLeftOutIsNotLookedAtAgain() {
        backlog.seenAll(BIG, ALL, at(0));
        assertThat(backlog.reach(BIG, at(200)), is(Optional.of(Duration.ofMillis(1_200))));
        assertThat(backlog.reach(BIG_AND_FAILING, at(200)), is(Optional.of(Duration.ofMillis(1_200))));
        LeftOut andAnother = new LeftOut(Set.of("big", "small"), Set.of());
        assertThat(backlog.reach(andAnother, at(200)), is(Optional.of(Duration.ofMillis(1_200))));
    }

    @Test
    void whoHasAPlaceAgainIsLookedForFromTheBeginning() {
        backlog.seenAll(BIG_AND_FAILING, ALL, at(0));
        assertThat(backlog.reach(BIG, at(200)), is(ALL));
        assertThat(backlog.reach(new LeftOut(Set.of("another"), Set.of(TrackRecord.FAILING)), at(200)), is(ALL));
    }

    @Test
    void everyTenSecondsAllIsLookedAtForWhatWasCommittedLate() {
        backlog.seenAll(BIG, ALL, at(0));
        Optional<Duration> reach = backlog.reach(BIG, at(4_000));
        backlog.seenAll(BIG, reach, at(4_000));
        assertThat(backlog.reach(BIG, at(4_100)), is(Optional.of(Duration.ofMillis(1_100))));
        assertThat(backlog.reach(BIG, at(10_001)), is(ALL));
    }

    @Test
    void whoIsLeftOutByStandingIsNotLeftOutByName() {
        Set<Recipient> refused = Set.of(new Recipient("failing", "tenant", TrackRecord.FAILING),
                new Recipient("big", "tenant", TrackRecord.PROVEN));
        assertThat(LeftOut.of(refused, Set.of(TrackRecord.FAILING), Set.of()), is(BIG_AND_FAILING));
    }

    @Test
    void whoIsPausedIsLeftOutWhateverItsStanding() {
        LeftOut leftOut = LeftOut.of(Set.of(), Set.of(TrackRecord.FAILING), Set.of("paused"));
        assertThat(leftOut, is(new LeftOut(Set.of("paused"), Set.of(TrackRecord.FAILING))));
        assertThat(leftOut.isEmpty(), is(false));
    }

    private static long at(long millis) {
        return Duration.ofMillis(millis).toNanos() - Duration.ofDays(1).toNanos();
    }
}
