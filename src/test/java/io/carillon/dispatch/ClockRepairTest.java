package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.platform.ClockSteps;
import io.carillon.platform.Hand;
import io.carillon.platform.PlannedTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockRepairTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Hand time = new Hand();
    private final List<String> moved = new ArrayList<>();
    private boolean isAway;

    @Test
    void aStepBackMovesTheTimesOfAllOwnersOnce() {
        ClockRepair repair = repair(true);
        repair.repair();
        time.steps(HOUR.negated()).passes(Duration.ofSeconds(1));
        repair.repair();
        repair.repair();
        assertThat(moved, contains("buckets PT1H", "deliveries PT1H"));
    }

    @Test
    void anotherStepWhileTheDatabaseIsAwayIsNotForgotten() {
        ClockRepair repair = repair(true);
        time.steps(HOUR.negated());
        isAway = true;
        assertThrows(IllegalStateException.class, repair::repair);
        time.steps(HOUR.negated());
        assertThrows(IllegalStateException.class, repair::repair);
        isAway = false;
        repair.repair();
        assertThat(moved, contains("buckets PT1H", "deliveries PT1H", "buckets PT1H", "deliveries PT1H"));
    }

    @Test
    void theClockOfAnotherDatabaseIsItsOwn() {
        ClockRepair repair = repair(false);
        time.steps(HOUR.negated());
        repair.repair();
        assertThat(moved, empty());
    }

    private ClockRepair repair(boolean isOurClock) {
        return new ClockRepair(new ClockSteps(time, time.monotonic()), List.of(owner("buckets"), owner("deliveries")),
                new PlannedTimesMove(), isOurClock);
    }

    private PlannedTimes owner(String name) {
        return (step, beyond) -> {
            if (isAway) {
                throw new IllegalStateException("the database is away");
            }
            moved.add(name + " " + step);
        };
    }
}
