package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** An Artemis in a process of its own, with the configuration of {@code server-config/artemis}, so that it can be killed. */
public final class BrokerProcess implements AutoCloseable {

    public static final String SERVICE = "carillon";
    public static final String PRODUCER = "producer";
    public static final String PASSWORD = "secret";
    private static final String GUEST = "anonymous";

    /** Every message would be several lines. */
    private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

    private final Path folder;
    private final int port = Ports.reserve();
    private Process process;

    public BrokerProcess(Path folder) {
        this.folder = folder;
    }

    /**
     * {@code options} are system properties of its configuration. With {@code carillon.broker.guests}, anyone without a name may
     * send, as at the embedded broker.
     */
    public BrokerProcess start(String... options) {
        List<String> command = new ArrayList<>(List.of(CarillonProcess.java(),
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dcarillon.broker.port=" + port,
                "-Dcarillon.broker.data=" + folder.resolve("broker")));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BrokerProcess.class.getName()));
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.txt").toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("the broker").atMost(Duration.ofMinutes(1)).until(this::listens);
        return this;
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the broker ended; see " + folder.resolve("broker.txt"));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What makes a service use this broker. */
    public Map<String, String> settings() {
        return Map.of("CARILLON_BROKER_URL", url(), "CARILLON_BROKER_USER", SERVICE, "CARILLON_BROKER_PASSWORD", PASSWORD);
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        await("the end of the broker").atMost(20, TimeUnit.SECONDS).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws Exception {
        AUDIT.setLevel(Level.OFF);
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(SERVICE, PASSWORD);
        users.addRole(SERVICE, "carillon");
        users.addUser(PRODUCER, PASSWORD);
        users.addRole(PRODUCER, "carillon-producers");
        if (Boolean.getBoolean("carillon.broker.guests")) {
            users.addUser(GUEST, "");
            users.addRole(GUEST, "carillon-producers");
            users.setDefaultUser(GUEST);
        }
        try (var xml = Files.newInputStream(
                Path.of(System.getProperty("carillon.broker.xml", "server-config/artemis/broker.xml")))) {
            Configuration configuration = new FileConfigurationParser().parseMainConfig(xml);
            new EmbeddedActiveMQ().setConfiguration(configuration)
                    .setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users)).start();
        }
    }
}
