package io.carillon.bridge;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Reads a queue of Amazon SQS, or of a service that speaks its protocol, and reports what it reads. A message is deleted when its
 * changes are on Carillon's queue, or when the queue of rejected messages has it. One that is not deleted comes again with the
 * same id, and so has no second effect.
 */
final class SqsBridge implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(SqsBridge.class);
    /** The most that SQS gives at once. */
    private static final int MOST = 10;
    /** In seconds; a stop waits for as long. */
    private static final int POLL = 2;
    private static final int PAUSE = 5;

    private final Carillon carillon;
    private final String queue;
    /** The URL of the queue that gets the rejected messages; null if the log alone names them. */
    private final String rejectedQueue;
    private final SqsClient sqs;
    private final CountDownLatch stopped = new CountDownLatch(1);

    SqsBridge(BridgeSettings settings, Carillon carillon) {
        this.carillon = carillon;
        queue = settings.own("carillon.queue");
        rejectedQueue = settings.ownOrNull("carillon.rejected.queue");
        sqs = client(settings.client());
    }

    /** Credentials come from where all programs of AWS look: the environment, its files, or the machine. */
    private static SqsClient client(Properties settings) {
        SqsClientBuilder builder = SqsClient.builder();
        String region = settings.getProperty("sqs.region");
        String endpoint = settings.getProperty("sqs.endpoint");
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        try {
            return builder.build();
        } catch (SdkException e) {
            throw new IllegalArgumentException("the client of SQS cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public void run() throws IOException, InterruptedException {
        List<Message> messages = first();
        while (stopped.getCount() > 0) {
            try {
                if (!messages.isEmpty()) {
                    report(messages);
                }
                messages = receive();
            } catch (SdkException e) {
                LOG.warn("sqs.waiting reason=\"{}\" seconds={}", e.getMessage(), PAUSE);
                messages = List.of();
                stopped.await(PAUSE, TimeUnit.SECONDS);
            }
        }
    }

    private List<Message> first() throws IOException {
        try {
            return receive();
        } catch (SdkException e) {
            throw new IOException("the queue " + queue + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Message> receive() {
        return sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(MOST).waitTimeSeconds(POLL)
                .messageAttributeNames("All")).messages();
    }

    private void report(List<Message> messages) throws InterruptedException {
        RecordBatch<Message> batch = new RecordBatch<>(carillon::report);
        for (Message message : messages) {
            batch.add(message, message.body().getBytes(StandardCharsets.UTF_8), message.messageId());
        }
        batch.finish().forEach(this::keep);
        delete(messages);
    }

    private void keep(Message message, String reason) {
        LOG.warn("message.rejected queue={} id={} reason={}", queue, message.messageId(), reason);
        if (rejectedQueue != null) {
            Map<String, MessageAttributeValue> attributes = Map.of("carillon-source", text(message.messageId()),
                    "carillon-reason", text(reason));
            sqs.sendMessage(request -> request.queueUrl(rejectedQueue).messageBody(message.body()).messageAttributes(attributes));
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    private void delete(List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Message message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder().id(String.valueOf(entries.size()))
                    .receiptHandle(message.receiptHandle()).build());
        }
        List<BatchResultErrorEntry> failures =
                sqs.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries)).failed();
        for (BatchResultErrorEntry failure : failures) {
            LOG.warn("message.not-deleted queue={} id={} reason=\"{}\"", queue,
                    messages.get(Integer.parseInt(failure.id())).messageId(), failure.message());
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        carillon.stop();
    }

    @Override
    public void close() {
        sqs.close();
    }
}
