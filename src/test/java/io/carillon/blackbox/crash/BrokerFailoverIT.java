package io.carillon.blackbox.crash;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.BrokerPair;
import io.carillon.blackbox.support.BrokerPair.Form;
import io.carillon.blackbox.support.CarillonProcess;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two nodes with two brokers, of which one at a time is killed under load, with the files of {@code server-config/artemis} as
 * they are. Here in short; {@code src/docs/reliability.md} says how to start the long run.
 */
@Tag("long")
class BrokerFailoverIT {

    private static final long SEED = Long.getLong("harness.seed", System.nanoTime() % 1_000_000);
    private static final int TIMES = Integer.getInteger("harness.failovers", 5);
    private static final int RATE = Integer.getInteger("harness.rate", 15);
    private static final int NODES = Integer.getInteger("harness.nodes", 2);

    @Test
    void aPairSharesItsStore() {
        run(Form.SHARED_STORE);
    }

    @Test
    void aPairReplicates() {
        run(Form.REPLICATION);
    }

    @Test
    void aClusterRedistributes() {
        run(Form.CLUSTER);
    }

    private static void run(Form form) {
        Path folder = CarillonProcess.aNewFolder();
        try (BrokerPair brokers = new BrokerPair(form, folder).start();
                CrashSite site = CrashSite.with(brokers, folder, NODES);
                CrashTrial trial = new CrashTrial(site)) {
            Failovers failovers = new Failovers(site, brokers, form, new Random(SEED), trial);
            try (LoadProducers load = trial.load(SEED, RATE)) {
                failovers.deal(TIMES);
            }
            CrashModel verdict = trial.verdict();
            System.out.printf("failover run: %s seed=%d times=%d both=%d changes=%d acknowledged=%d webhooks=%d lost=%d wrong=%d "
                    + "repeats=%d slowest-takeover=%s slowest-recovery=%s%n",
                    form, SEED, TIMES, failovers.both(), trial.reported(), trial.acknowledged(), trial.webhooks(),
                    verdict.lost().size(), verdict.wrong().size(), verdict.repeats(), failovers.slowestTakeover(),
                    failovers.slowestRecovery());
            assertThat("lost", verdict.lost(), is(empty()));
            assertThat("wrong", verdict.wrong(), is(empty()));
        }
    }
}
