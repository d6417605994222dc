package io.carillon.coalescing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ArrivalNumbersTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1));

    @Test
    void theyRiseEvenWhenTheClockStandsStillOrIsSetBack() {
        ArrivalNumbers numbers = new ArrivalNumbers(new Clock() {

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        });
        long first = numbers.next();
        long second = numbers.next();
        now.set(Instant.EPOCH);
        long third = numbers.next();
        now.set(Instant.ofEpochSecond(2));

        assertThat(List.of(first, second, third, numbers.next()), contains(1_000_000L, 1_000_001L, 1_000_002L, 2_000_000L));
    }
}
