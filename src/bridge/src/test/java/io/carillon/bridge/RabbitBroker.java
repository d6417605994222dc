package io.carillon.bridge;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** RabbitMQ as a process with a folder, a node name and ports of its own. */
final class RabbitBroker {

    private final Path folder;
    private final int port = Ports.free();
    private final Map<String, String> environment;
    private Process process;

    RabbitBroker(Path folder) throws IOException {
        this.folder = folder;
        Path plugins = Files.writeString(folder.resolve("plugins"), "[].");
        environment = Map.ofEntries(Map.entry("HOME", folder.toString()), Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", String.valueOf(Ports.free())), Map.entry("RABBITMQ_NODENAME", "bridge@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"), Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
                Map.entry("RABBITMQ_DIST_PORT", String.valueOf(Ports.free())),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString()), Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
    }

    /** Where Debian's package puts it, or the property {@code rabbitmq.server} says. */
    static Path program() {
        return Path.of(System.getProperty("rabbitmq.server"));
    }

    RabbitBroker start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program().toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("rabbitmq.log").toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        await("RabbitMQ").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1)).until(this::isReady);
        return this;
    }

    private boolean isReady() throws TimeoutException {
        if (!process.isAlive()) {
            throw new IllegalStateException("RabbitMQ ended with status " + process.exitValue());
        }
        try {
            connections().newConnection().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    ConnectionFactory connections() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        return factory;
    }

    String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/%2f";
    }

    /** Ends it with the processes that it has started. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
    }
}
