package io.carillon.bridge;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics as a member of a consumer group, and reports what it reads. Offsets are committed when everything up to them is on
 * Carillon's queue or was rejected; a record that is read again has the same id, and so no second effect.
 */
final class KafkaBridge implements ConsumerRebalanceListener, Feed {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBridge.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final List<String> topics;
    private final Carillon carillon;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RejectedRecords rejected;
    private final Admin admin;
    /** A topic that is deleted and created again begins at offset 0; its id tells the two apart. */
    private final Map<String, String> topicIds = new HashMap<>();
    private volatile boolean isStopped;

    KafkaBridge(BridgeSettings settings, Carillon carillon) {
        this.carillon = carillon;
        topics = Stream.of(settings.own("carillon.topics").split(",")).map(String::strip).toList();
        Properties client = settings.client("bootstrap.servers", "group.id");
        Properties properties = new Properties();
        properties.put("auto.offset.reset", "earliest");
        properties.putAll(client);
        properties.put("enable.auto.commit", "false");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        rejected = new RejectedRecords(settings.ownOrNull("carillon.rejected.topic"), client);
        admin = Admin.create(client);
    }

    @Override
    public void run() throws InterruptedException {
        consumer.subscribe(topics, this);
        try {
            while (!isStopped) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    report(records);
                    commit();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("woken up", e);
        }
    }

    private void report(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        RecordBatch<ConsumerRecord<byte[], byte[]>> batch = new RecordBatch<>(carillon::report);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            batch.add(record, record.value(), idOf(record));
        }
        batch.finish().forEach(rejected::add);
    }

    private String idOf(ConsumerRecord<byte[], byte[]> record) {
        return topicIds.get(record.topic()) + "-" + record.partition() + "-" + record.offset();
    }

    /** If the group has given the partitions to another member meanwhile, that one reads the records again. */
    private void commit() {
        try {
            consumer.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.warn("bridge.not-committed reason=\"{}\"", e.getMessage());
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        List<String> assigned = partitions.stream().map(TopicPartition::topic).distinct().toList();
        try {
            admin.describeTopics(assigned).allTopicNames().get()
                    .forEach((topic, description) -> topicIds.put(topic, description.topicId().toString()));
        } catch (ExecutionException e) {
            throw new KafkaException("the ids of the topics cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // every poll ends with a commit, so nothing is left
    }

    @Override
    public void stop() {
        isStopped = true;
        carillon.stop();
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
        rejected.close();
        admin.close();
    }
}
