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
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
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
    /** A broker that did not read its XML from a file would lose what is in it when a file of properties changes. */
    private static final long NEVER = -1;

    /** Every message would be several lines. */
    private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

    private final Path folder;
    private final String name;
    private final String address;
    private final int port;
    private Process process;

    public BrokerProcess(Path folder) {
        this(folder, "broker", "127.0.0.1", Ports.reserve());
    }

    /** One that listens on this address of loopback; its data and its log have the given name. */
    BrokerProcess(Path folder, String name, String address, int port) {
        this.folder = folder;
        this.name = name;
        this.address = address;
        this.port = port;
    }

    /**
     * {@code options} are system properties of its configuration. With {@code carillon.broker.guests}, anyone without a name may
     * send, as at the embedded broker.
     */
    public BrokerProcess start(String... options) {
        launch(List.of(options), Map.of());
        await("the broker").atMost(Duration.ofMinutes(1)).until(this::isActive);
        return this;
    }

    /** Starts without waiting until it listens: the backup of an active broker does not. */
    void launch(List<String> options, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(CarillonProcess.java(),
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dcarillon.broker.address=" + address,
                "-Dcarillon.broker.port=" + port, "-Dcarillon.broker.data=" + folder.resolve(name),
                // whatever else is on the disk of the machine that runs the tests
                "-Dcarillon.broker.max-disk-usage=99"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BrokerProcess.class.getName()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it listens. */
    boolean isActive() {
        requireAlive();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How many consumers the queue of changes has. */
    int consumers() {
        try (ServerLocator broker = ActiveMQClient.createServerLocator(url());
                ClientSessionFactory connection = broker.createSessionFactory();
                ClientSession session = connection.createSession(SERVICE, PASSWORD, false, true, true, false, 0)) {
            return session.queueQuery(SimpleString.of("carillon.changes")).getConsumerCount();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not say how many consumers there are", e);
        }
    }

    /** What makes a service use this broker. */
    public Map<String, String> settings() {
        return Map.of("CARILLON_BROKER_URL", url(), "CARILLON_BROKER_USER", SERVICE, "CARILLON_BROKER_PASSWORD", PASSWORD);
    }

    public String url() {
        return "tcp://" + address + ":" + port;
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the broker ended; see " + logFile());
        }
    }

    private Path logFile() {
        return folder.resolve(name + ".txt");
    }

    /** How often it wrote a line with {@code text}. */
    long countInLog(String text) {
        requireAlive();
        try (Stream<String> lines = Files.lines(logFile())) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        await("the end of the broker").atMost(20, TimeUnit.SECONDS).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
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
            Configuration configuration = new FileConfigurationParser().parseMainConfig(xml)
                    .setConfigurationFileRefreshPeriod(NEVER);
            new EmbeddedActiveMQ().setConfiguration(configuration)
                    .setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users)).start();
            // a broker that becomes a backup has for a moment no thread that keeps its process
            Thread.currentThread().join();
        }
    }
}
