package io.carillon.blackbox.crash.network;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.crash.CrashModel;
import io.carillon.blackbox.crash.CrashTrial;
import io.carillon.blackbox.crash.LoadProducers;
import io.carillon.blackbox.support.CarillonProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The crash harness with a bad network instead of kills. {@code -Pnetwork} deals each trouble twice;
 * {@code src/docs/reliability.md} says how to start the long run.
 */
@Tag("long")
class NetworkIT {

    private static final long SEED = Long.getLong("harness.seed", System.nanoTime() % 1_000_000);
    private static final int RATE = Integer.getInteger("harness.rate", 15);
    private static final int TROUBLES = Integer.getInteger("network.troubles", 14);
    /** Of a connection whose other end is gone: a statement or a call that waits, or the next one that uses it. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(2);

    @Test
    void nothingIsLostOrToldTwiceWhateverTheNetworkDoes() {
        Optional<PacketFilter> filter = PacketFilter.ofLoopback();
        String replay = "replay: mvn verify -Pnetwork -Dharness.seed=%d -Dnetwork.troubles=%d -Dharness.rate=%d packets=%s"
                .formatted(SEED, TROUBLES, RATE, filter.isPresent() ? "dropped" : "kept: no tc");
        System.out.println(replay);
        try (NetworkSite network = new NetworkSite(CarillonProcess.aNewFolder(), 2);
                CrashTrial trial = new CrashTrial(network.site())) {
            Troubles troubles = new Troubles(network, trial, new Random(SEED), filter);
            try (LoadProducers load = trial.load(SEED, RATE)) {
                troubles.deal(TROUBLES);
            }
            CrashModel verdict = trial.verdict();
            System.out.printf("network run: seed=%d troubles=%s changes=%d acknowledged=%d webhooks=%d "
                    + "lost=%d wrong=%d repeats=%d slowest-notice=%s slowest-recovery=%s%n", SEED, troubles.kinds(),
                    trial.reported(), trial.acknowledged(), trial.webhooks(), verdict.lost().size(), verdict.wrong().size(),
                    verdict.repeats(), troubles.slowestNotice(), troubles.slowestRecovery());
            assertThat("lost", verdict.lost(), is(empty()));
            assertThat("wrong", verdict.wrong(), is(empty()));
            await("connections without a part are closed").atMost(GIVEN_UP).until(() -> network.keptByNodes() == 0);
        } finally {
            filter.ifPresent(PacketFilter::close);
            System.out.println(replay);
        }
    }
}
