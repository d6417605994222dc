package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInLimitTest {

    private final SignInLimit limit = new SignInLimit();

    @Test
    void anAddressHasTenTriesWhichDoNotCountIfTheySucceed() {
        for (int i = 0; i < 50; i++) {
            assertThat(limit.take("192.0.2.1").isEmpty(), is(true));
            limit.giveBack("192.0.2.1");
        }
        fail("192.0.2.1", SignInLimit.OF_AN_ADDRESS);
        refuse("192.0.2.1");
        assertThat(limit.take("192.0.2.2").isEmpty(), is(true));
    }

    @Test
    void allAddressesTogetherHaveAHundred() {
        IntStream.range(0, SignInLimit.OF_THE_NODE).forEach(i -> limit.take("192.0.2." + i));
        refuse("198.51.100.1");
    }

    private void fail(String address, int times) {
        IntStream.range(0, times).forEach(i -> limit.take(address));
    }

    private void refuse(String address) {
        Duration wait = limit.take(address).orElseThrow();
        assertThat(wait.compareTo(Duration.ZERO) > 0 && wait.compareTo(Duration.ofMinutes(1)) <= 0, is(true));
    }
}
