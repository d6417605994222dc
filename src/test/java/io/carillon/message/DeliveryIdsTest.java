package io.carillon.message;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.platform.Ids;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryIdsTest {

    @Test
    void theKeyIsBelowIdsThatWereMadeWithinTheOverlapAndAboveEarlierOnes() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        String key = DeliveryIds.beforeLateCommits(Ids.lowest("dl", now) + "0".repeat(20));
        assertThat(Ids.lowest("dl", now.minus(DeliveryIds.OVERLAP)) + "0".repeat(20), is(greaterThan(key)));
        assertThat(Ids.lowest("dl", now.minus(DeliveryIds.OVERLAP).minusMillis(1)) + "f".repeat(20), is(lessThan(key)));
    }

    @Test
    void anyTimeHasAKey() {
        assertThat(DeliveryIds.beforeLateCommits("dl_" + "0".repeat(32)), is("dl_000000000000"));
        assertThat(DeliveryIds.beforeLateCommits("dl_" + "f".repeat(32)), is(lessThan("dl_" + "f".repeat(32))));
    }
}
