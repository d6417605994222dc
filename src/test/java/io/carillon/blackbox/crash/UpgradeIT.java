package io.carillon.blackbox.crash;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.OlderBuild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An older build is upgraded to this one under load, and taken back: two nodes on PostgreSQL one after the other, and a single
 * process with its home folder. The model of the crash harness judges what arrived.
 */
@Tag("long")
class UpgradeIT {

    private static final long SEED = Long.getLong("harness.seed", 24);
    private static final int RATE = Integer.getInteger("upgrade.rate", 20);
    private static final int ROUNDS = Integer.getInteger("upgrade.rounds", 1);
    /** Webhooks between two steps. */
    private static final int PROGRESS = Integer.getInteger("upgrade.progress", 200);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** Enough for a receiver on a machine that starts nodes; the thin endpoint of the harness has no second attempt. */
    private static final Map<String, String> PATIENT = Map.of("CARILLON_DELIVERY_TIMEOUT", "PT30S");
    private static final Pattern MIGRATED = Pattern.compile("database\\.ready vendor=\\w+ migrations=(\\d+)");

    private final Path older = OlderBuild.jar();

    /** Old and new nodes serve together, on the new schema. */
    @Test
    void twoNodesAreUpgradedInTurnAndTakenBack() {
        try (CrashSite site = CrashSite.shared(CarillonProcess.aNewFolder(), 2, PATIENT, older)) {
            upgradeAndBack(site, CarillonProcess::terminate);
        }
    }

    /** The process is killed, so that its database and its journal are as a crash leaves them. */
    @Test
    void aHomeFolderIsUpgradedAndTakenBack() {
        try (CrashSite site = CrashSite.embedded(CarillonProcess.aNewFolder(), PATIENT, older)) {
            upgradeAndBack(site, CarillonProcess::kill);
        }
    }

    private void upgradeAndBack(CrashSite site, Consumer<CarillonProcess> stop) {
        try (CrashTrial trial = new CrashTrial(site)) {
            try (LoadProducers load = trial.load(SEED, RATE)) {
                awaitProgress(trial);
                for (int round = 0; round < ROUNDS; round++) {
                    for (Path jar : List.of(CarillonProcess.BUILT, older)) {
                        for (CarillonProcess node : site.nodes()) {
                            stop.accept(node);
                            node.running(jar).start();
                            awaitProgress(trial);
                        }
                    }
                }
            }
            CrashModel verdict = trial.verdict();
            System.out.printf("upgrade: nodes=%d rounds=%d migrations=%s acknowledged=%d webhooks=%d lost=%d wrong=%d "
                    + "repeats=%d%n", site.nodes().size(), ROUNDS, migrations(site), trial.acknowledged(), trial.webhooks(),
                    verdict.lost().size(), verdict.wrong().size(), verdict.repeats());
            assertThat("lost", verdict.lost(), is(empty()));
            assertThat("wrong", verdict.wrong(), is(empty()));
        }
    }

    private static void awaitProgress(CrashTrial trial) {
        int least = trial.webhooks() + PROGRESS;
        await("webhooks").atMost(LIMIT).until(() -> trial.webhooks() >= least);
    }

    /** How many each start has applied, node by node. */
    private static List<List<String>> migrations(CrashSite site) {
        List<List<String>> all = new ArrayList<>();
        site.nodes().forEach(node -> all.add(MIGRATED.matcher(node.log()).results().map(line -> line.group(1)).toList()));
        return all;
    }
}
