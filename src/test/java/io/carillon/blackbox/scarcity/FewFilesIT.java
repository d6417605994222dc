package io.carillon.blackbox.scarcity;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that may open few files: it says so, and works again when some are closed. */
@Tag("long")
class FewFilesIT {

    private static final int LEFT = 24;
    private static final Duration SHORT_FOR = Duration.ofSeconds(30);

    @Test
    void withTwoHundredItDoesNotStart() throws Exception {
        Process refused = new ProcessBuilder("bash", "-c", "ulimit -n 200; exec java -jar "
                + Path.of(System.getProperty("carillon.jar", "target/carillon.jar")).toAbsolutePath())
                .directory(CarillonProcess.aNewFolder().toFile()).redirectErrorStream(true).start();
        String said = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said, containsString("Carillon does not start: The process may open 200 files and connections at once"));
        assertThat(refused.waitFor(), is(1));
    }

    @Test
    void whenItHasNoneLeftItIsNotReadyAndLosesNothing() throws Exception {
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(CarillonProcess.aNewFolder(), Map.of()).start()) {
            Accepted accepted = new Accepted(new Scenario(carillon.api(), receiver));
            accepted.reportAll(5);
            long logged = carillon.log().length();
            assumeTrue(limit(carillon, openFiles(carillon) + 4 * LEFT), "there is no prlimit here");
            await("scarce").atMost(Duration.ofSeconds(20)).until(() -> carillon.log().contains("files.scarce"));
            limit(carillon, openFiles(carillon) + LEFT);
            await("not ready").atMost(Duration.ofSeconds(20)).until(() ->
                    carillon.api().root("/health/ready").body().contains("nearly all files"));
            List<Socket> crowd = new ArrayList<>();
            long start = System.nanoTime();
            while (System.nanoTime() - start < SHORT_FOR.toNanos()) {
                connect(carillon, crowd);
                assertThat(accepted.report(), anyOf(is(202), is(503), is(500), is(0)));
            }
            assertThat("bytes of log", carillon.log().length() - logged, is(lessThan(1_000_000L)));

            for (Socket one : crowd) {
                one.close();
            }
            limit(carillon, 20_000);
            await("ready").atMost(Duration.ofSeconds(60)).until(() -> carillon.api().isReady());
            accepted.reportAll(5);
            accepted.assertAllArrive(Duration.ofMinutes(2));
            assertThat(carillon.log(), not(containsString("NoClassDefFoundError")));
        }
    }

    /** Takes all connections that can be had. */
    private static void connect(CarillonProcess carillon, List<Socket> crowd) {
        try {
            for (int i = 0; i < LEFT; i++) {
                crowd.add(new Socket(InetAddress.getLoopbackAddress(), carillon.httpPort()));
            }
        } catch (IOException full) {
            // that was the last one
        }
    }

    private static long openFiles(CarillonProcess carillon) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(carillon.pid()), "fd"))) {
            return files.count();
        }
    }

    private static boolean limit(CarillonProcess carillon, long files) throws InterruptedException {
        try {
            return new ProcessBuilder("prlimit", "--pid", String.valueOf(carillon.pid()), "--nofile=" + files + ":20000")
                    .inheritIO().start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
