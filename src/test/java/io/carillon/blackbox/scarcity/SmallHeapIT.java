package io.carillon.blackbox.scarcity;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node whose heap is too small for what it is asked to do ends; the next one continues, and nothing is lost. */
@Tag("long")
class SmallHeapIT {

    /** The exit code of a virtual machine that ends because it has no memory left. */
    private static final int OUT_OF_MEMORY = 3;
    private static final int PRODUCERS = 4;
    private static final String LARGE = "x".repeat(900_000);
    private static final Duration LOAD = Duration.ofSeconds(Long.getLong("heap.load", 60));

    @Test
    void aHeapOf192MegabytesLosesNothing() throws Exception {
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(CarillonProcess.aNewFolder(), Map.of(
                        "CARILLON_RETRY_SCHEDULE", "PT0S" + ",PT1S".repeat(60))).options("-Xmx192m", "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError").start()) {
            Accepted accepted = new Accepted(new Scenario(carillon.api(), receiver));
            accepted.reportAll(50);
            ExecutorService producers = Executors.newFixedThreadPool(PRODUCERS);
            AtomicInteger ends = new AtomicInteger();
            long start = System.nanoTime();
            for (int i = 0; i < PRODUCERS; i++) {
                producers.execute(() -> {
                    while (System.nanoTime() - start < LOAD.toNanos()) {
                        accepted.report(LARGE);
                    }
                });
            }
            producers.shutdown();
            while (!producers.awaitTermination(1, TimeUnit.SECONDS)) {
                startAgain(carillon, ends);
                accepted.missing();
            }
            await("ready").atMost(Duration.ofMinutes(5)).until(() -> {
                startAgain(carillon, ends);
                return carillon.api().isReady();
            });
            accepted.assertAllArrive(Duration.ofMinutes(5));
            System.out.printf("small heap: accepted=%d ends=%d%n", accepted.size(), ends.get());
            assertThat(accepted.size(), is(greaterThan(50)));
        }
    }

    /** What systemd does. */
    private static void startAgain(CarillonProcess carillon, AtomicInteger ends) {
        if (!carillon.isAlive()) {
            assertThat(carillon.exitCode(), is(OUT_OF_MEMORY));
            ends.incrementAndGet();
            carillon.launch();
        }
    }
}
