package io.carillon.blackbox.crash;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.carillon.blackbox.support.CarillonProcess;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The crash harness: {@code kill -9}, {@code SIGSTOP} and restarts of nodes, broker and database under load, and a model
 * that judges what arrived. Here in short; {@code src/docs/reliability.md} says how to start the long run.
 */
@Order(2)
class CrashIT {

    private static final long SEED = Long.getLong("harness.seed", System.nanoTime() % 1_000_000);
    /** Changes a second; the shared parts and their nodes have two cores between them. */
    private static final int RATE = Integer.getInteger("harness.rate", 40);
    private static final int EMBEDDED_RATE = Integer.getInteger("harness.embedded.rate", 150);

    @Test
    void oneProcessKeepsWhatItAcknowledged() {
        int kills = Integer.getInteger("harness.embedded.kills", 1);
        try (CrashSite site = CrashSite.embedded(CarillonProcess.aNewFolder())) {
            run(site, kills, 0, 0, EMBEDDED_RATE);
        }
    }

    @Test
    @Tag("long")
    void nodesBrokerAndDatabaseMayBeKilledAtAnyMoment() {
        int kills = Integer.getInteger("harness.kills", 5);
        int partKills = Integer.getInteger("harness.parts.kills", 6);
        try (CrashSite site = CrashSite.shared(CarillonProcess.aNewFolder(), Integer.getInteger("harness.nodes", 2))) {
            run(site, kills, Integer.getInteger("harness.stops", Math.max(1, kills / 5)), partKills, RATE);
        }
    }

    private static void run(CrashSite site, int nodeKills, int nodeStops, int partKills, int rate) {
        String replay = "replay: mvn verify -Pharness -Dharness.seed=%d -Dharness.nodes=%d -Dharness.kills=%d -Dharness.stops=%d "
                .formatted(SEED, site.nodes().size(), nodeKills, nodeStops)
                + "-Dharness.parts.kills=%d -Dharness.rate=%d".formatted(partKills, rate);
        System.out.println(replay);
        try (CrashTrial trial = new CrashTrial(site);
                Disturbances disturbances = new Disturbances(site, new Random(SEED), trial)) {
            try (LoadProducers load = trial.load(SEED, rate)) {
                disturbances.deal(nodeKills, nodeStops, partKills, partKills);
            }
            CrashModel verdict = trial.verdict();
            System.out.printf("crash run: seed=%d nodes=%d node-kills=%d %s node-stops=%d broker-kills=%d database-kills=%d "
                    + "changes=%d acknowledged=%d webhooks=%d lost=%d wrong=%d repeats=%d slowest-recovery=%s%n",
                    SEED, site.nodes().size(), nodeKills, disturbances.kills(), nodeStops, partKills, partKills, trial.reported(),
                    trial.acknowledged(), trial.webhooks(), verdict.lost().size(), verdict.wrong().size(), verdict.repeats(),
                    disturbances.slowestRecovery());
            assertThat("lost", verdict.lost(), is(empty()));
            assertThat("wrong", verdict.wrong(), is(empty()));
            if (site.isShared()) {
                assertThat("repeats", verdict.repeats(),
                        is(lessThanOrEqualTo(site.mostRepeats(nodeKills + nodeStops, partKills))));
            }
        } finally {
            System.out.println(replay);
        }
    }
}
