package io.carillon.bridge;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bridge as a process between a broker of Kafka and Carillon. Both it and Carillon are killed; every good record becomes one
 * message, and every bad one is kept.
 */
class KafkaBridgeIT {

    private static final String TOPIC = "teams";
    private static final String REJECTED = "teams-rejected";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;
    private KafkaBroker broker;
    private CarillonService carillon;
    private Process bridge;
    private String endpoint;

    @BeforeEach
    void start() throws Exception {
        broker = new KafkaBroker(Files.createDirectory(folder.resolve("kafka")));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1), new NewTopic(REJECTED, 1, (short) 1))).all().get();
        }
        carillon = new CarillonService(folder).start();
        endpoint = carillon.anEndpoint();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (bridge != null) {
            bridge.destroyForcibly().waitFor();
        }
        carillon.kill();
        broker.close();
    }

    @Test
    void eachRecordHasOneEffectWhateverIsKilled() throws Exception {
        List<String> records = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 3_000; i++) {
            boolean isGood = i % 500 != 499;
            records.add(change(isGood ? "team.updated" : "horse.shod", "r" + i));
            if (isGood) {
                expected.add("r" + i);
            }
        }
        records.add("[" + change("team.created", "a1") + "," + change("team.created", "a2") + "]");
        records.add("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/clubs\",\"type\":\"team.created\",\"subject\":\"e1\","
                + "\"organizationid\":\"7\"}");
        records.add("no JSON");
        expected.addAll(List.of("a1", "a2", "e1"));
        produce(records);

        bridge = aBridge("carillon");
        await("some").atMost(LIMIT).until(() -> messages().size() > 100);
        bridge.destroyForcibly().waitFor();
        bridge = aBridge("carillon");
        await("all").atMost(LIMIT).until(() -> new HashSet<>(messages()).containsAll(expected));
        assertThat(rejected().size(), is(7));

        carillon.kill();
        produce(List.of(change("team.updated", "later")));
        await("the bridge waits").atMost(LIMIT).until(() -> log().contains("carillon.waiting"));
        carillon.start();
        await("what came meanwhile").atMost(LIMIT).until(() -> messages().contains("later"));
        bridge.destroy();
        bridge.waitFor();
        assertThat(log(), containsString("bridge.stopped"));

        bridge = aBridge("another-group-reads-all-of-it-again");
        await("all was read again").atMost(LIMIT).until(() -> rejected(14).size() == 7);
        produce(List.of(change("team.updated", "last")));
        await("the last one").atMost(LIMIT).until(() -> messages().contains("last"));
        expected.addAll(List.of("later", "last"));
        List<String> all = messages();
        assertThat(new TreeSet<>(all), is(expected));
        assertThat(all.size(), is(expected.size()));
    }

    @Test
    void aKeyThatMayNotReportEndsTheBridge() throws Exception {
        produce(List.of(change("team.updated", "r1")));
        bridge = aBridge("carillon", "ck_wrong");
        assertThat(bridge.waitFor(), is(1));
        assertThat(log(), containsString("was answered 401"));
        bridge = aBridge("carillon");
        await("the record is still there").atMost(LIMIT).until(() -> messages().equals(List.of("r1")));
    }

    private static String change(String eventType, String object) {
        return "{\"organizationId\":7,\"eventType\":\"" + eventType + "\",\"resourceId\":\"" + object + "\"}";
    }

    private void produce(List<String> records) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.address()),
                new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records.size(); i++) {
                producer.send(new ProducerRecord<>(TOPIC, i % 3, null, records.get(i)));
            }
            producer.flush();
        }
    }

    private List<String> messages() throws IOException, InterruptedException {
        return carillon.messages(endpoint);
    }

    private Set<String> rejected() throws Exception {
        return rejected(7);
    }

    /** Where the rejected records were, once at least {@code count} are kept; a restart may keep one twice. */
    private Set<String> rejected(int count) throws Exception {
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", broker.address(), "group.id", "reader-" + System.nanoTime(),
                "auto.offset.reset", "earliest", "enable.auto.commit", "false"));
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(REJECTED));
            List<String> sources = new ArrayList<>();
            Callable<Boolean> isThere = () -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    sources.add(new String(record.headers().lastHeader("carillon-source").value(), StandardCharsets.UTF_8));
                }
                return sources.size() >= count;
            };
            await(count + " rejected records").atMost(LIMIT).pollInSameThread().until(isThere);
            return new TreeSet<>(sources);
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("bridge.log"));
    }

    private Process aBridge(String group) throws IOException {
        return aBridge(group, CarillonService.KEY);
    }

    private Process aBridge(String group, String key) throws IOException {
        Path settings = Files.writeString(folder.resolve("bridge.properties"), String.join("\n", "carillon.url=" + carillon.url(),
                "carillon.topics=" + TOPIC, "carillon.rejected.topic=" + REJECTED, "bootstrap.servers=" + broker.address(),
                "group.id=" + group, "session.timeout.ms=6000", "heartbeat.interval.ms=1000", "max.poll.records=100"));
        return BridgeProcess.start("kafka", settings, key, folder.resolve("bridge.log"));
    }
}
