package io.carillon.blackbox.scarcity;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.PostgresProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Broker, database and node have disks of their own, each full for a while: nothing is lost, and all is well again. */
@Tag("long")
class FullDisksIT {

    private static final int MEGABYTES = 250;
    private static final Duration FULL_FOR = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Map<String, SmallDisk> disks = new HashMap<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    @BeforeEach
    void mount() throws Exception {
        for (String name : new String[] {"broker", "database", "node"}) {
            var disk = SmallDisk.in(CarillonProcess.aNewFolder(), name.equals("node") ? 2 * MEGABYTES : MEGABYTES);
            assumeTrue(disk.isPresent(), "no small file system can be mounted here");
            disks.put(name, disk.get());
        }
    }

    @AfterEach
    void unmount() {
        disks.values().forEach(SmallDisk::close);
    }

    @Test
    void eachOfThemLosesNothing() throws Exception {
        Path folder = CarillonProcess.aNewFolder();
        try (PostgresProcess postgres = new PostgresProcess(disks.get("database").folder()).with("max_wal_size", "48MB")
                        .with("min_wal_size", "32MB").start();
                BrokerProcess broker = new BrokerProcess(disks.get("broker").folder()).start();
                Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, settings(postgres, broker)).start()) {
            Accepted accepted = new Accepted(new Scenario(carillon.api(), receiver));
            accepted.reportAll(5);

            boolean readyAllTheTime = full("node", carillon, accepted);
            assertThat("a node keeps nothing of its own", readyAllTheTime, is(true));
            assertThat(answers.toString(), answers.keySet().stream().allMatch(status -> status == 202), is(true));
            worksAgain(carillon, accepted);

            full("broker", carillon, accepted);
            // Artemis stops when it cannot write its journal; what watches over it starts it again
            broker.kill();
            broker.start();
            worksAgain(carillon, accepted);

            full("database", carillon, accepted);
            worksAgain(carillon, accepted);
        }
    }

    /** Whether the node said that it was ready each time it was asked. */
    private boolean full(String name, CarillonProcess carillon, Accepted accepted) {
        answers.clear();
        boolean ready = true;
        String reasons = "";
        long logged = carillon.log().length();
        disks.get(name).fill();
        long start = System.nanoTime();
        while (System.nanoTime() - start < FULL_FOR.toNanos()) {
            int status = accepted.report("x".repeat(20_000));
            answers.merge(status, 1, Integer::sum);
            assertThat(status, anyOf(is(202), is(503)));
            if (!carillon.api().isReady()) {
                ready = false;
                reasons = carillon.api().root("/health/ready").body();
            }
        }
        System.out.printf("full disk: of=%s answers=%s ready=%s reasons=%s%n", name, answers, ready, reasons);
        assertThat("bytes of log", carillon.log().length() - logged, is(lessThan(500_000L)));
        disks.get(name).free();
        return ready;
    }

    private static void worksAgain(CarillonProcess carillon, Accepted accepted) {
        await("ready").atMost(LIMIT).until(() -> carillon.api().isReady());
        accepted.reportAll(3);
        accepted.assertAllArrive(LIMIT);
    }

    private Map<String, String> settings(PostgresProcess postgres, BrokerProcess broker) {
        Map<String, String> settings = postgres.settings();
        settings.putAll(broker.settings());
        settings.put("CARILLON_HOME", disks.get("node").folder().resolve("home").toString());
        settings.put("CARILLON_RETRY_SCHEDULE", "PT0S" + ",PT1S".repeat(100));
        return settings;
    }
}
