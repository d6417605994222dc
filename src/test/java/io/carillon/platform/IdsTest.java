package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void idsLieBetweenTheKeysOfTheTimesAroundThem() {
        Instant before = Instant.now();
        String id = Ids.next("dl");
        Instant after = Instant.now().plusMillis(1);
        assertThat(id, greaterThan(Ids.lowest("dl", before)));
        assertThat(id, lessThan(Ids.lowest("dl", after)));
    }

    @Test
    void everyTimeThatACallerMayNameHasAKeyInTheOrderOfTime() {
        assertThat(Ids.lowest("dl", Instant.EPOCH), is("dl_000000000000"));
        assertThat(Ids.lowest("dl", Instant.EPOCH.minusSeconds(60)), is("dl_000000000000"));
        assertThat(Ids.lowest("dl", Instant.parse("2026-11-26T07:00:00Z")), is("dl_01a216a76980"));
        assertThat(Ids.lowest("dl", Instant.parse("9999-12-31T23:59:59Z")), is("dl_e677d21fd818"));
    }
}
