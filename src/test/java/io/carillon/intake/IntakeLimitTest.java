package io.carillon.intake;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.access.Caller;
import io.carillon.access.Role;
import io.carillon.access.Scope;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeLimitTest {

    private static final Caller PRODUCER = new Caller("key_1", "one", new Scope(Role.PRODUCER, null), "key_1", null,
            Role.PRODUCER.capabilities());
    private static final Caller OTHER = new Caller("key_2", "two", new Scope(Role.PRODUCER, null), "key_2", null,
            Role.PRODUCER.capabilities());
    private static final Caller OPERATOR = new Caller("key_3", "three", new Scope(Role.OPERATOR, null), "key_3", null,
            Role.OPERATOR.capabilities());

    @Test
    void eachKeyHasItsOwnRateAndOneFullRequestAlwaysPasses() {
        IntakeLimit limit = limitOf(1);
        limit.take(PRODUCER, 1_000);
        assertThrows(ProblemException.class, () -> limit.take(PRODUCER, 500));
        assertDoesNotThrow(() -> limit.take(OTHER, 1_000));
    }

    @Test
    void aBurstOfTenSecondsPasses() {
        IntakeLimit limit = limitOf(500);
        for (int i = 0; i < 5; i++) {
            limit.take(PRODUCER, 1_000);
        }
        assertThrows(ProblemException.class, () -> limit.take(PRODUCER, 1_000));
    }

    @Test
    void operatorsAndAnInstallationWithoutALimitAreNotHeld() {
        IntakeLimit limit = limitOf(1);
        IntakeLimit none = limitOf(0);
        for (int i = 0; i < 100; i++) {
            limit.take(OPERATOR, 1_000);
            none.take(PRODUCER, 1_000);
        }
    }

    private static IntakeLimit limitOf(int rate) {
        return new IntakeLimit(Settings.of(Map.of("carillon.intake.rate", String.valueOf(rate))));
    }
}
