package io.carillon.blackbox.fuzz;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.PostgresProcess;
import io.carillon.blackbox.support.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated messages over every protocol, good ones among bad and odd ones: each good one has its effect once, each other one
 * was refused or is a rejected message, and afterwards the service works as before. {@code -Dqueue.fuzz.messages=100000} sends
 * more, {@code -Dcarillon.seed=…} the same again.
 */
@Tag("long")
class QueueFuzzIT {

    private static final int MESSAGES = Integer.getInteger("queue.fuzz.messages", 2_000);
    private static final long SEED = Long.getLong("carillon.seed", System.nanoTime());
    private static final int SHOWN = 40;

    private final Path folder = CarillonProcess.aNewFolder();

    @Test
    void theEmbeddedBrokerLosesNothingAndNothingStopsIt() throws Exception {
        try (Receiver receiver = new Receiver(); CarillonProcess carillon = new CarillonProcess(folder, Map.of()).start()) {
            fuzz(carillon, receiver, Login.anonymous(carillon.brokerUrl()));
            assertNoConsumerWasLost(carillon.log());
        }
    }

    @Test
    void anExternalBrokerLosesNothingAndNothingStopsIt() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(folder).start();
                PostgresProcess postgres = new PostgresProcess(folder).start();
                Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, settings(broker, postgres)).start()) {
            fuzz(carillon, receiver, Login.producer(broker.url()));
            assertNoConsumerWasLost(Files.readString(folder.resolve("broker.txt")));
        }
    }

    private static void fuzz(CarillonProcess carillon, Receiver receiver, Login login) throws Exception {
        System.out.printf("queue fuzz: seed=%d messages=%d%n", SEED, MESSAGES);
        long start = System.nanoTime();
        QueueFuzz fuzz = new QueueFuzz(carillon.api(), receiver, login);
        List<String> complaints = fuzz.run(SEED, MESSAGES);
        System.out.printf("queue fuzz: seed=%d confirmed=%d complaints=%d seconds=%.1f memory=%d MB log=%d KB%n", SEED,
                fuzz.confirmed(), complaints.size(), (System.nanoTime() - start) / 1e9, mostMemory(carillon) >> 20,
                carillon.log().length() >> 10);
        assertThat("seed " + SEED + ", " + complaints.size() + " complaints:\n"
                + complaints.stream().limit(SHOWN).collect(Collectors.joining("\n")), complaints, is(empty()));
        assertThat("ready", carillon.api().isReady(), is(true));
        assertThat(carillon.log(), not(containsString("OutOfMemoryError")));
        assertThat("bytes of log", (long) carillon.log().length(), is(lessThan(1_000_000 + 1_500L * MESSAGES)));
    }

    /** The broker's word for a message that a consumer could not be given. */
    private static void assertNoConsumerWasLost(String log) {
        assertThat(log, not(containsString("AMQ222151")));
    }

    /** The most memory that the process had, in bytes; 0 where the system does not say. */
    private static long mostMemory(CarillonProcess carillon) throws IOException {
        Path status = Path.of("/proc", String.valueOf(carillon.pid()), "status");
        return !Files.exists(status) ? 0 : Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElse(0);
    }

    private static Map<String, String> settings(BrokerProcess broker, PostgresProcess postgres) {
        Map<String, String> settings = new HashMap<>(broker.settings());
        settings.putAll(postgres.settings());
        return settings;
    }
}
