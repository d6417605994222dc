package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.dispatch.Backlog.LeftOut;
import io.carillon.endpoint.TrackRecord;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BehindTest {

    private static final LeftOut NONE = new LeftOut(Set.of(), Set.of());

    private final Behind behind = new Behind();

    @Test
    void anEndpointIsBehindUntilAClaimHasReachedIt() {
        behind.add("a", Optional.of(TrackRecord.PROVEN));
        assertThat(behind.contains("a"), is(true));
        behind.caughtUp(behind.all(), new LeftOut(Set.of("a"), Set.of()));
        assertThat(behind.contains("a"), is(true));
        behind.caughtUp(behind.all(), NONE);
        assertThat(behind.contains("a"), is(false));
    }

    @Test
    void aClaimThatBeganEarlierHasNotReachedIt() {
        Set<String> before = behind.all();
        behind.add("a", Optional.of(TrackRecord.PROVEN));
        behind.caughtUp(before, NONE);
        assertThat(behind.contains("a"), is(true));
    }

    @Test
    void aClaimThatSkipsATrackRecordHasNotReachedItsEndpoints() {
        behind.add("failing", Optional.of(TrackRecord.FAILING));
        behind.add("proven", Optional.of(TrackRecord.PROVEN));
        behind.add("unknown", Optional.empty());
        behind.caughtUp(behind.all(), new LeftOut(Set.of(), Set.of(TrackRecord.FAILING)));
        assertThat(behind.all(), is(Set.of("failing", "unknown")));
    }
}
