package io.carillon.blackbox.crash.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.crash.CrashModel;
import io.carillon.blackbox.crash.CrashSite;
import io.carillon.blackbox.crash.CrashTrial;
import io.carillon.blackbox.crash.LoadProducers;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.PatroniPair;
import io.carillon.blackbox.support.PgBouncer;
import io.carillon.blackbox.support.PostgresPair;
import io.carillon.blackbox.support.PostgresProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL as production runs it, under two nodes with load: a standby that is promoted, connections that are terminated. The
 * model of the crash harness judges what arrived; {@code src/docs/reliability.md} says how to start the long run.
 */
@Tag("long")
class DatabaseFailoverIT {

    private static final long SEED = Long.getLong("harness.seed", System.nanoTime() % 1_000_000);
    private static final int RATE = Integer.getInteger("harness.rate", 40);
    private static final int NODES = 2;
    private static final int FAILOVERS = Integer.getInteger("harness.failovers", 4);
    private static final int TERMINATIONS = Integer.getInteger("harness.terminations", 60);

    private final Path folder = CarillonProcess.aNewFolder();
    private final Random random = new Random(SEED);

    /** Every second time the primary is killed, otherwise it is stopped; every fourth time no server takes writes for long. */
    @Test
    void theStandbyMayBePromoted() {
        try (PostgresPair pair = new PostgresPair(folder).start();
                CrashSite site = CrashSite.withDatabase(folder, NODES, pair.settings())) {
            judge(site, "standby-promoted", blows -> blows.deal(FAILOVERS, number -> {
                if (number % 2 == 0) {
                    pair.killPrimary();
                } else {
                    pair.stopPrimary();
                }
                if (number % 4 == 3) {
                    blows.awaitUnready();
                }
                blows.pause(random.nextInt(1_000));
                pair.promote();
            }, pair::rejoin));
        }
    }

    /** Until it is back, no commit is confirmed. */
    @Test
    void theStandbyMayBeAway() {
        try (PostgresPair pair = new PostgresPair(folder).start();
                CrashSite site = CrashSite.withDatabase(folder, NODES, pair.settings())) {
            judge(site, "standby-away", blows -> blows.deal(FAILOVERS, number -> {
                pair.killStandby();
                blows.awaitUnready();
                blows.pause(random.nextInt(10_000));
                pair.startStandby();
            }, () -> { }));
        }
    }

    @Test
    void everyConnectionMayBeTerminatedEachSecond() {
        try (CrashSite site = CrashSite.shared(folder, NODES)) {
            judge(site, "connections-terminated", blows -> blows.deal(1, number -> {
                for (int i = 0; i < TERMINATIONS; i++) {
                    site.postgres().terminateConnections();
                    blows.pause((int) Duration.ofSeconds(1).toMillis());
                }
            }, () -> { }));
        }
    }

    /** Of every three blows, one kills the database behind the pooler, one the pooler, and one ends all sessions. */
    @Test
    void aPoolerInTransactionModeMayStandBetween() {
        assumeTrue(PgBouncer.isInstalled(), "needs Debian's package pgbouncer");
        try (PostgresProcess postgres = new PostgresProcess(folder).start();
                PgBouncer pooler = new PgBouncer(postgres, folder).start();
                CrashSite site = CrashSite.withDatabase(folder, NODES, pooler.settings())) {
            judge(site, "pgbouncer", blows -> blows.deal(FAILOVERS, number -> {
                switch (number % 3) {
                    case 0 -> {
                        postgres.kill();
                        postgres.start();
                    }
                    case 1 -> {
                        pooler.kill();
                        pooler.start();
                    }
                    default -> postgres.terminateConnections();
                }
            }, () -> { }));
        }
    }

    /** Every second time the leader's machine is lost, otherwise Patroni switches over. */
    @Test
    void patroniMayManageThePair() {
        assumeTrue(PatroniPair.isInstalled(), "needs Debian's packages patroni, etcd-server and postgresql");
        try (PatroniPair pair = new PatroniPair(folder).start();
                CrashSite site = CrashSite.withDatabase(folder, NODES, pair.settings())) {
            judge(site, "patroni", blows -> blows.deal(FAILOVERS, number -> {
                if (number % 2 == 0) {
                    pair.killLeader();
                } else {
                    pair.switchOver();
                }
            }, pair::repair));
        }
    }

    private void judge(CrashSite site, String what, Consumer<Blows> deal) {
        try (CrashTrial trial = new CrashTrial(site)) {
            Blows blows = new Blows(site, trial, random);
            try (LoadProducers load = trial.load(SEED, RATE)) {
                deal.accept(blows);
            }
            CrashModel verdict = trial.verdict();
            System.out.printf("database run: %s seed=%d nodes=%d rate=%d failovers=%d terminations=%d changes=%d acknowledged=%d"
                    + " webhooks=%d lost=%d wrong=%d repeats=%d slowest-recovery=%s%n", what, SEED, NODES, RATE, FAILOVERS,
                    TERMINATIONS, trial.reported(), trial.acknowledged(), trial.webhooks(), verdict.lost().size(),
                    verdict.wrong().size(), verdict.repeats(), blows.slowest());
            assertThat("lost", verdict.lost(), is(empty()));
            assertThat("wrong", verdict.wrong(), is(empty()));
        }
    }
}
