package io.carillon.blackbox.crash.clock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.crash.CrashModel;
import io.carillon.blackbox.crash.CrashSite;
import io.carillon.blackbox.crash.CrashTrial;
import io.carillon.blackbox.crash.LoadProducers;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.SteppingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The crash harness with clocks that differ by minutes and step by hours, instead of kills. {@code src/docs/reliability.md} says
 * how to start the long run.
 */
@Tag("long")
class ClocksIT {

    private static final long SEED = Long.getLong("harness.seed", System.nanoTime() % 1_000_000);
    private static final int RATE = Integer.getInteger("harness.rate", 15);
    private static final int CHANGES = Integer.getInteger("clock.changes", 4);
    private static final List<Duration> APART = List.of(Duration.ofMinutes(7), Duration.ofMinutes(-4));

    @Test
    void nothingIsToldTwiceInAWindowOrWaitsForAStep() throws Exception {
        Path folder = CarillonProcess.aNewFolder();
        List<SteppingClock> clocks = new ArrayList<>();
        for (int i = 0; i < APART.size(); i++) {
            SteppingClock clock = SteppingClock.in(Files.createDirectory(folder.resolve("clock-" + (i + 1)))).orElse(null);
            assumeTrue(clock != null, "there is no C compiler to build a clock that steps");
            clock.set(APART.get(i));
            clocks.add(clock);
        }
        String replay = "replay: mvn verify -Pnetwork -Dit.test=ClocksIT -Dharness.seed=%d -Dclock.changes=%d -Dharness.rate=%d"
                .formatted(SEED, CHANGES, RATE);
        System.out.println(replay);
        AtomicReference<DatabaseTime> database = new AtomicReference<>();
        try (CrashSite site = site(folder, clocks, database); CrashTrial trial = new CrashTrial(site)) {
            ClockChanges changes = new ClockChanges(clocks, database.get(), trial, site.nodes().get(0).api(), new Random(SEED));
            try (LoadProducers load = trial.load(SEED, RATE)) {
                changes.deal(CHANGES);
            }
            CrashModel verdict = trial.verdict();
            System.out.printf("clock run: seed=%d clock-changes=%d changes=%d acknowledged=%d webhooks=%d "
                    + "lost=%d wrong=%d repeats=%d slowest=%s%n", SEED, CHANGES, trial.reported(), trial.acknowledged(),
                    trial.webhooks(), verdict.lost().size(), verdict.wrong().size(), verdict.repeats(), changes.slowest());
            assertThat("lost", verdict.lost(), is(empty()));
            assertThat("wrong", verdict.wrong(), is(empty()));
        } finally {
            System.out.println(replay);
        }
    }

    private static CrashSite site(Path folder, List<SteppingClock> clocks, AtomicReference<DatabaseTime> database) {
        return CrashSite.shared(folder, clocks.size(), (number, settings) -> {
            if (database.get() == null) {
                database.set(new DatabaseTime(settings));
            }
            settings.putAll(clocks.get(number - 1).settings());
            settings.put("CARILLON_DB_URL", database.get().url());
            return settings;
        });
    }
}
