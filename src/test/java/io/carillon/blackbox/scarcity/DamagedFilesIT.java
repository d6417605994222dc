package io.carillon.blackbox.scarcity;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The files of a node that was killed end in what was half written, or something has damaged them. */
@Tag("long")
class DamagedFilesIT {

    private static final int BLOCK = 4096;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Bytes behind the last record, as of a write that the end of the machine interrupted. */
    @Test
    void aHalfWrittenEndLosesNothing() throws Exception {
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(CarillonProcess.aNewFolder(), Map.of()).start()) {
            Accepted accepted = new Accepted(new Scenario(carillon.api(), receiver));
            for (int i = 0; i < 3; i++) {
                accepted.reportAll(50);
                carillon.kill();
                damage(journal(carillon), endOfRecords(journal(carillon)), BLOCK - i);
                damage(database(carillon), Files.size(database(carillon)), 3 * BLOCK - i);
                carillon.start();
            }
            accepted.reportAll(5);
            accepted.assertAllArrive(LIMIT);
        }
    }

    /** A database that cannot be read is not replaced by an empty one; with its copy put back, everything is there. */
    @Test
    void aDatabaseThatCannotBeReadIsARefusal() throws Exception {
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(CarillonProcess.aNewFolder(), Map.of()).start()) {
            Accepted accepted = new Accepted(new Scenario(carillon.api(), receiver));
            accepted.reportAll(20);
            accepted.assertAllArrive(LIMIT);
            carillon.terminate();
            byte[] copy = Files.readAllBytes(database(carillon));
            damage(database(carillon), 0, 8 * BLOCK);
            damage(database(carillon), copy.length - 8 * BLOCK, 8 * BLOCK);
            byte[] damaged = Files.readAllBytes(database(carillon));

            Process refused = carillon.launch();
            assertThat("ended by itself", refused.waitFor(3, TimeUnit.MINUTES), is(true));
            assertThat(refused.exitValue(), is(1));
            assertThat(carillon.log(), containsString("Carillon does not start: "));
            assertThat("left as it was", Arrays.equals(damaged, Files.readAllBytes(database(carillon))), is(true));

            Files.write(database(carillon), copy);
            carillon.start();
            accepted.reportAll(5);
            accepted.assertAllArrive(LIMIT);
        }
    }

    /** Without its key, a node says that it can decrypt nothing; with the key it works again. */
    @Test
    void aLostSecretsKeyIsNamedAndCanBePutBack() throws Exception {
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(CarillonProcess.aNewFolder(), Map.of(
                        "CARILLON_RETRY_SCHEDULE", "PT0S" + ",PT1S".repeat(100))).start()) {
            Accepted accepted = new Accepted(new Scenario(carillon.api(), receiver));
            accepted.reportAll(5);
            accepted.assertAllArrive(LIMIT);
            carillon.terminate();
            Path key = carillon.home().resolve("secrets.key");
            byte[] right = Files.readAllBytes(key);
            Files.delete(key);

            carillon.launch();
            await().atMost(LIMIT).ignoreExceptions().until(() ->
                    carillon.api().root("/health/ready").body().contains("encrypted with another key than CARILLON_SECRETS_KEY"));
            accepted.reportAll(5);
            carillon.terminate();
            Files.write(key, right);
            carillon.start();
            accepted.assertAllArrive(LIMIT);
        }
    }

    private static Path database(CarillonProcess carillon) {
        return carillon.home().resolve("database/carillon.mv.db");
    }

    /** The file of the broker's journal that was written last. */
    private static Path journal(CarillonProcess carillon) throws IOException {
        try (Stream<Path> files = Files.list(carillon.home().resolve("broker/journal"))) {
            return files.filter(file -> file.toString().endsWith(".amq"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified())).orElseThrow();
        }
    }

    /** Behind the last record, which ends with its size: the rest of a file of the broker is zeros. */
    private static int endOfRecords(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (content[end - 1] == 0) {
            end--;
        }
        return end + Integer.BYTES;
    }

    /** Writes bytes without a meaning. */
    private static void damage(Path file, long at, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(at);
            opened.write(noise);
        }
    }
}
