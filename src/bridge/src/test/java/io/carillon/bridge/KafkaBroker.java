package io.carillon.bridge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A broker of Kafka in KRaft mode, with a controller of its own, on free ports of this machine. */
final class KafkaBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String address;

    KafkaBroker(Path folder) throws IOException {
        int port = Ports.free();
        int controller = Ports.free();
        address = "localhost:" + port;
        Properties settings = new Properties();
        settings.putAll(Map.of("process.roles", "broker,controller", "node.id", "1", "listeners",
                "PLAINTEXT://" + address + ",CONTROLLER://localhost:" + controller, "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@localhost:" + controller, "log.dirs", folder.resolve("logs").toString(),
                "offsets.topic.replication.factor", "1", "offsets.topic.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0", "transaction.state.log.replication.factor", "1"));
        Path file = folder.resolve("server.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        String[] format = {"format", "--config", file.toString(), "--cluster-id", Uuid.randomUuid().toString()};
        int status = StorageTool.execute(format, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException("the folder cannot be formatted");
        }
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
