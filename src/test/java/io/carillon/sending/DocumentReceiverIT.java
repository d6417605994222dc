package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.carillon.coalescing.DataMerge;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Format;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.RequestForm;
import io.carillon.message.Announcement;
import io.carillon.message.Message;
import io.carillon.queue.Change;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.ReadChange;
import io.carillon.receivers.GeneratedData;
import io.carillon.receivers.ReceiverProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The TrackScore document's receiver, unchanged, judges the bodies of generated {@code data} values on their way through the
 * service's own reading, queue form, merging, writing and signing: of hundreds, and of thousands with {@code -Pfuzz}.
 * {@code -Dcarillon.seed=…} runs the data of an earlier failure again.
 */
class DocumentReceiverIT {

    private static final int COUNT = Integer.getInteger("receiver.fuzz.bodies", 500);
    private static final long SEED = Long.getLong("carillon.seed", System.nanoTime());
    private static final String SECRET = "whsec_c2VjcmV0IG9mIHRoZSBkb2N1bWVudCdzIHJlY2VpdmVyLg==";
    private static final List<String> TYPES =
            List.of("score.updated", "leaderboard.created", "participant.added", "team.created");
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ReceiverProcess receiver;

    @BeforeAll
    static void startReceiver() {
        receiver = ReceiverProcess.theDocuments(SECRET);
    }

    @AfterAll
    static void stopReceiver() {
        receiver.close();
    }

    @Test
    void everyBodyThatIntakeAcceptsIsAnswered200() throws Exception {
        String before = "{}";
        int longest = 0;
        for (int i = 0; i < COUNT; i++) {
            long seed = SEED + i;
            String given = new GeneratedData(seed).acceptable();
            String data = taken(given).map(Change::data)
                    .orElseThrow(() -> new AssertionError("refused, -Dcarillon.seed=" + seed + ": " + given));
            String merged = DataMerge.merge(before, data);
            check(seed, body(i, DeliveryMode.INSTANT, Format.FULL, data));
            check(seed, body(i, DeliveryMode.COALESCED, Format.FULL, merged));
            before = data;
            longest = Math.max(longest, data.length());
        }
        assertThat("some of the data is long", longest, greaterThan(1_000));
        check(SEED, body(0, DeliveryMode.INSTANT, Format.THIN, null));
        check(SEED, body(0, DeliveryMode.INSTANT, Format.FULL, null));
    }

    @Test
    void whatNoReceiverCouldReadAsItWasMeantIsRefused() {
        for (int i = 0; i < COUNT; i++) {
            long seed = SEED + i;
            String given = new GeneratedData(seed).unacceptable();
            assertThat("-Dcarillon.seed=" + seed + ": " + given, taken(given).isPresent(), is(false));
        }
    }

    @Test
    void aForgedBodyIsAnswered401() throws Exception {
        Webhook webhook = body(1, DeliveryMode.INSTANT, Format.FULL, "{\"score\":1}");
        byte[] body = bytes(webhook);
        Map<String, String> headers = signed(webhook, body);
        byte[] forged = bytes(body(1, DeliveryMode.INSTANT, Format.FULL, "{\"score\":2}"));
        assertThat(post(headers, body).statusCode(), is(200));
        assertThat(post(headers, forged).statusCode(), is(401));
    }

    @Test
    void theReceiversOwnLimitIsAHundredKilobytes() throws Exception {
        Webhook small = body(1, DeliveryMode.INSTANT, Format.FULL, "{\"text\":\"" + "x".repeat(102_000) + "\"}");
        Webhook large = body(1, DeliveryMode.INSTANT, Format.FULL, "{\"text\":\"" + "x".repeat(102_400) + "\"}");
        assertThat(post(small).statusCode(), is(200));
        assertThat(post(large).statusCode(), is(413));
    }

    /** The change as the listener gets it after intake and queue; nothing when either refuses it. */
    private static Optional<Change> taken(String data) {
        String posted = "{\"organizationId\":1,\"eventType\":\"score.updated\",\"resourceId\":\"s\",\"data\":" + data + "}";
        return read(posted.getBytes(StandardCharsets.UTF_8))
                .map(change -> read(ChangesDocument.write(List.of(change)))
                        .orElseThrow(() -> new AssertionError("accepted, but lost in the queue: " + data)));
    }

    private static Optional<Change> read(byte[] json) {
        try {
            ReadChange read = ChangesDocument.read(json, 1).get(0);
            return Optional.ofNullable(read.change());
        } catch (MalformedChanges e) {
            return Optional.empty();
        }
    }

    private static Webhook body(int number, DeliveryMode mode, Format format, String data) {
        Instant now = Instant.now();
        Announcement announcement = new Announcement(1 + number, "score", "s/" + number, "update",
                TYPES.get(number % TYPES.size()), mode, 2, now, now, data);
        Webhook.Target target = new Webhook.Target(receiver.url().toString(), format, null,
                RequestForm.STANDARD, Map.of(), ReceiverAccess.NONE);
        return new Webhook(new Message("wh_" + number, announcement, number, now), target, 1 + number % 10, Signing.with(SECRET));
    }

    private static void check(long seed, Webhook webhook) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(webhook);
        String sent = new String(bytes(webhook), StandardCharsets.UTF_8);
        assertThat("-Dcarillon.seed=" + seed + ": " + answer.body() + " to " + sent, answer.statusCode(), is(200));
    }

    private static HttpResponse<String> post(Webhook webhook) throws IOException, InterruptedException {
        byte[] body = bytes(webhook);
        return post(signed(webhook, body), body);
    }

    private static byte[] bytes(Webhook webhook) {
        return Sending.FORMATS.of(webhook.target().format()).body(webhook);
    }

    private static Map<String, String> signed(Webhook webhook, byte[] body) {
        Authentication.Unsigned unsigned = new Authentication.Unsigned(webhook.message().id(), Instant.now(),
                new WebhookRequest(webhook.target().url(), RequestForm.STANDARD, Map.of(), body, ReceiverAccess.NONE));
        Map<String, String> headers = new LinkedHashMap<>();
        Stream.of(new StandardSignature(), new TrackScoreSignature()).forEach(authentication ->
                headers.putAll(authentication.headers(unsigned, webhook.credentials())));
        return headers;
    }

    private static HttpResponse<String> post(Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(receiver.url()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
