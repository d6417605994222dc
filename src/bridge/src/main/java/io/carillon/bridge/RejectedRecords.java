package io.carillon.bridge;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the records that Carillon refuses: a line in the log, and a copy in a topic of its own if there is one. */
final class RejectedRecords implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedRecords.class);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    RejectedRecords(String topic, Properties kafka) {
        this.topic = topic;
        if (topic == null) {
            producer = null;
            return;
        }
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put("acks", "all");
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Keeps {@code record}; returns when the topic has it on all replicas that it needs. */
    void add(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOG.warn("record.rejected topic={} partition={} offset={} reason={}", record.topic(), record.partition(),
                record.offset(), reason);
        if (producer == null) {
            return;
        }
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
        copy.headers().add("carillon-source", utf8(record.topic() + "-" + record.partition() + "-" + record.offset()))
                .add("carillon-reason", utf8(reason));
        try {
            producer.send(copy).get();
        } catch (ExecutionException e) {
            throw new KafkaException("a rejected record cannot be kept in " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
