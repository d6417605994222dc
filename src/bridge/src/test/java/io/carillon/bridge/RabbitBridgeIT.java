package io.carillon.bridge;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bridge as a process between RabbitMQ and Carillon. All three are killed; every good message becomes one message, and every
 * bad one is in the dead-letter queue.
 */
class RabbitBridgeIT {

    private static final String QUEUE = "teams";
    private static final String DEAD = "teams-dead";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;
    private RabbitBroker broker;
    private CarillonService carillon;
    private Process bridge;
    private String endpoint;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(RabbitBroker.program()), "RabbitMQ is not installed");
        broker = new RabbitBroker(Files.createDirectory(folder.resolve("rabbitmq"))).start();
        try (Connection connection = broker.connections().newConnection(); Channel channel = connection.createChannel()) {
            channel.queueDeclare(DEAD, true, false, false, Map.of());
            channel.queueDeclare(QUEUE, true, false, false,
                    Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", DEAD));
        }
        carillon = new CarillonService(folder).start();
        endpoint = carillon.anEndpoint();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (bridge != null) {
            bridge.destroyForcibly().waitFor();
        }
        if (carillon != null) {
            carillon.kill();
        }
        if (broker != null) {
            broker.kill();
        }
    }

    @Test
    void eachMessageHasOneEffectWhateverIsKilled() throws Exception {
        List<String> messages = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 3_000; i++) {
            boolean isGood = i % 500 != 499;
            messages.add(change(isGood ? "team.updated" : "horse.shod", "r" + i));
            if (isGood) {
                expected.add("r" + i);
            }
        }
        messages.add("[" + change("team.created", "a1") + "," + change("team.created", "a2") + "]");
        messages.add("no JSON");
        expected.addAll(List.of("a1", "a2"));
        publish("first", messages);

        bridge = aBridge();
        await("some").atMost(LIMIT).until(() -> received().size() > 100);
        bridge.destroyForcibly().waitFor();
        bridge = aBridge();
        await("all").atMost(LIMIT).until(() -> new HashSet<>(received()).containsAll(expected));
        await("the bad ones").atMost(LIMIT).until(() -> count(DEAD) == 7);

        carillon.kill();
        publish("second", List.of(change("team.updated", "later")));
        await("the bridge waits").atMost(LIMIT).until(() -> log().contains("carillon.waiting"));
        broker.kill();
        carillon.start();
        broker.start();
        await("what came meanwhile").atMost(LIMIT).until(() -> received().contains("later"));
        publish("third", List.of(change("team.updated", "last")));
        await("the last one").atMost(LIMIT).until(() -> received().contains("last"));
        bridge.destroy();
        bridge.waitFor();
        assertThat(log(), containsString("bridge.stopped"));

        expected.addAll(List.of("later", "last"));
        List<String> all = received();
        assertThat(new TreeSet<>(all), is(expected));
        assertThat(all.size(), is(expected.size()));
        await("nothing is left").atMost(LIMIT).until(() -> count(QUEUE) == 0);
        assertThat(bodies(DEAD).stream().filter(body -> body.contains("horse.shod")).count(), is(6L));
    }

    @Test
    void aQueueThatIsNotThereEndsTheBridge() throws Exception {
        try (Connection connection = broker.connections().newConnection(); Channel channel = connection.createChannel()) {
            channel.queueDelete(QUEUE);
        }
        bridge = aBridge();
        assertThat(bridge.waitFor(), is(1));
        assertThat(log(), containsString("no queue 'teams'"));
    }

    private static String change(String eventType, String object) {
        return "{\"organizationId\":7,\"eventType\":\"" + eventType + "\",\"resourceId\":\"" + object + "\"}";
    }

    private void publish(String name, List<String> messages) throws Exception {
        try (Connection connection = broker.connections().newConnection(); Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (int i = 0; i < messages.size(); i++) {
                BasicProperties properties = MessageProperties.PERSISTENT_BASIC.builder().messageId(name + "-" + i).build();
                channel.basicPublish("", QUEUE, properties, messages.get(i).getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(60_000);
        }
    }

    private long count(String queue) throws Exception {
        try (Connection connection = broker.connections().newConnection(); Channel channel = connection.createChannel()) {
            return channel.messageCount(queue);
        }
    }

    private List<String> bodies(String queue) throws Exception {
        List<String> bodies = new ArrayList<>();
        try (Connection connection = broker.connections().newConnection(); Channel channel = connection.createChannel()) {
            for (GetResponse message = channel.basicGet(queue, true); message != null; message = channel.basicGet(queue, true)) {
                bodies.add(new String(message.getBody(), StandardCharsets.UTF_8));
            }
        }
        return bodies;
    }

    private List<String> received() throws IOException, InterruptedException {
        return carillon.messages(endpoint);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("bridge.log"));
    }

    private Process aBridge() throws IOException {
        Path settings = Files.writeString(folder.resolve("bridge.properties"), String.join("\n", "carillon.url=" + carillon.url(),
                "carillon.queue=" + QUEUE, "rabbitmq.uri=" + broker.uri()));
        return BridgeProcess.start("rabbitmq", settings, CarillonService.KEY, folder.resolve("bridge.log"));
    }
}
