package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

    private static final Instant NINE = Instant.parse("2026-11-26T09:00:00.123456789Z");

    @Test
    void itEndsWhenItIsIdle() {
        Session session = begin();
        assertThat(session.isOpenAt(NINE.plus(Duration.ofMinutes(59))), is(true));
        assertThat(session.isOpenAt(NINE.plus(Duration.ofMinutes(60))), is(false));
    }

    @Test
    void itsUseIsNotedWhenATenthOfTheIdleTimeIsGone() {
        Session session = begin();
        assertThat(session.isUseWorthNotingAt(NINE.plus(Duration.ofMinutes(5))), is(false));
        Instant later = NINE.plus(Duration.ofMinutes(6));
        assertThat(session.isUseWorthNotingAt(later), is(true));
        assertThat(session.usedAt(later).isOpenAt(NINE.plus(Duration.ofMinutes(65))), is(true));
        assertThat(session.usedAt(later).isUseWorthNotingAt(later), is(false));
        assertThat("it has ended", session.isUseWorthNotingAt(NINE.plus(Duration.ofMinutes(61))), is(false));
    }

    @Test
    void useDoesNotPutOffItsEnd() {
        Session session = begin().usedAt(NINE.plus(Duration.ofMinutes(470)));
        assertThat(session.idleExpiresAt(), is(session.expiresAt()));
        assertThat(session.isOpenAt(NINE.plus(Duration.ofMinutes(479))), is(true));
        assertThat(session.isOpenAt(NINE.plus(Duration.ofMinutes(480))), is(false));
        assertThat(session.isUseWorthNotingAt(NINE.plus(Duration.ofMinutes(479))), is(false));
    }

    @Test
    void itsTextHasAllOfIt() {
        Session session = begin().usedAt(NINE.plus(Duration.ofMinutes(7)));
        assertThat(Session.read(session.text()), is(Optional.of(session)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2 ses_1 key_1 1 2 3 4", "1 ses_1 key_1 1 2 3"})
    void anotherReleasesSessionIsNone(String text) {
        assertThat(Session.read(text), is(Optional.empty()));
    }

    private static Session begin() {
        return Session.begin("key_1", NINE, NINE.plus(Session.LIFETIME), Session.IDLE);
    }
}
