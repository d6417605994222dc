package io.carillon.bridge;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The bridge as a process between ElasticMQ, which speaks the protocol of SQS, and Carillon. The bridge and Carillon are killed;
 * every good message becomes one message, and every bad one is in the queue of the rejected.
 */
class SqsBridgeIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String REGION = "elasticmq";

    @TempDir
    private Path folder;
    private SQSRestServer server;
    private SqsClient sqs;
    private String queue;
    private String rejected;
    private CarillonService carillon;
    private Process bridge;
    private String endpoint;

    @BeforeEach
    void start() throws Exception {
        server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
        sqs = SqsClient.builder().endpointOverride(URI.create(url())).region(Region.of(REGION)).credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x"))).build();
        // a message that was read and not deleted comes again soon
        Map<QueueAttributeName, String> attributes = Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "5");
        queue = sqs.createQueue(request -> request.queueName("teams").attributes(attributes)).queueUrl();
        rejected = sqs.createQueue(request -> request.queueName("teams-rejected")).queueUrl();
        carillon = new CarillonService(folder).start();
        endpoint = carillon.anEndpoint();
    }

    private String url() {
        return "http://127.0.0.1:" + ((InetSocketAddress) server.waitUntilStarted().localAddress()).getPort();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (bridge != null) {
            bridge.destroyForcibly().waitFor();
        }
        if (carillon != null) {
            carillon.kill();
        }
        sqs.close();
        server.stopAndWait();
    }

    @Test
    void eachMessageHasOneEffectWhateverIsKilled() throws Exception {
        List<String> messages = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            boolean isGood = i % 250 != 249;
            messages.add(change(isGood ? "team.updated" : "horse.shod", "r" + i));
            if (isGood) {
                expected.add("r" + i);
            }
        }
        messages.add("[" + change("team.created", "a1") + "," + change("team.created", "a2") + "]");
        messages.add("no JSON");
        expected.addAll(List.of("a1", "a2"));
        send(messages);

        bridge = aBridge(queue);
        await("some").atMost(LIMIT).until(() -> received().size() > 100);
        bridge.destroyForcibly().waitFor();
        bridge = aBridge(queue);
        await("all").atMost(LIMIT).until(() -> new HashSet<>(received()).containsAll(expected));

        carillon.kill();
        send(List.of(change("team.updated", "later")));
        await("the bridge waits").atMost(LIMIT).until(() -> log().contains("carillon.waiting"));
        carillon.start();
        await("what came meanwhile").atMost(LIMIT).until(() -> received().contains("later"));
        await("nothing is left").atMost(LIMIT).until(() -> left() == 0);
        bridge.destroy();
        bridge.waitFor();
        assertThat(log(), containsString("bridge.stopped"));

        expected.add("later");
        List<String> all = received();
        assertThat(new TreeSet<>(all), is(expected));
        assertThat(all.size(), is(expected.size()));
        List<Message> refused = rejected();
        assertThat(refused.stream().filter(message -> message.body().contains("horse.shod")).count(), is(4L));
        assertThat(refused.stream().filter(message -> message.body().equals("no JSON")).count(), is(1L));
        assertThat(refused.get(0).messageAttributes().get("carillon-reason").stringValue().isEmpty(), is(false));
    }

    @Test
    void aQueueThatIsNotThereEndsTheBridge() throws Exception {
        bridge = aBridge(queue + "-missing");
        assertThat(bridge.waitFor(), is(1));
        assertThat(log(), containsString("teams-missing cannot be read"));
    }

    private static String change(String eventType, String object) {
        return "{\"organizationId\":7,\"eventType\":\"" + eventType + "\",\"resourceId\":\"" + object + "\"}";
    }

    private void send(List<String> messages) {
        for (int i = 0; i < messages.size(); i += 10) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (String message : messages.subList(i, Math.min(messages.size(), i + 10))) {
                entries.add(SendMessageBatchRequestEntry.builder().id(String.valueOf(entries.size())).messageBody(message)
                        .build());
            }
            sqs.sendMessageBatch(request -> request.queueUrl(queue).entries(entries));
        }
    }

    /** Messages that are waiting, or were read and not deleted. */
    private int left() {
        Map<QueueAttributeName, String> counts = sqs.getQueueAttributes(request -> request.queueUrl(queue)
                .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).attributes();
        return counts.values().stream().mapToInt(Integer::parseInt).sum();
    }

    private List<Message> rejected() {
        List<Message> all = new ArrayList<>();
        List<Message> some;
        do {
            some = sqs.receiveMessage(request -> request.queueUrl(rejected).maxNumberOfMessages(10)
                    .messageAttributeNames("All")).messages();
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private List<String> received() throws IOException, InterruptedException {
        return carillon.messages(endpoint);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("bridge.log"));
    }

    private Process aBridge(String from) throws IOException {
        Path settings = Files.writeString(folder.resolve("bridge.properties"), String.join("\n",
                "carillon.url=" + carillon.url(), "carillon.queue=" + from, "carillon.rejected.queue=" + rejected,
                "sqs.region=" + REGION, "sqs.endpoint=" + url()));
        return BridgeProcess.start("sqs", settings, Map.of("CARILLON_KEY", CarillonService.KEY, "AWS_ACCESS_KEY_ID", "x",
                "AWS_SECRET_ACCESS_KEY", "x"), folder.resolve("bridge.log"));
    }
}
