package io.carillon.sending;

import static io.carillon.sending.RawReceiver.write;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A receiver that answers the first request on its first connection and then sends bytes, an end or a reset at some point of
 * the idle time or of the next exchange. No answer goes to another request, and no request is sent twice that may have been read.
 */
class CleanConnectionsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String LATE = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    private static final String OTHER = "HTTP/1.1 500 Other\r\nContent-Length: 0\r\n\r\n";

    /** How many requests each connection brought, counted on the first and on all others. */
    private final AtomicInteger onFirst = new AtomicInteger();
    private final AtomicInteger onOthers = new AtomicInteger();

    /** What the receiver does on its first connection. */
    private static Map<String, RawReceiver.Behaviour> disturbances() {
        Map<String, RawReceiver.Behaviour> all = new LinkedHashMap<>();
        all.put("a 408 and the end", (socket, out) -> {
            write(out, LATE);
            socket.close();
        });
        all.put("a 408", (socket, out) -> write(out, LATE));
        all.put("another answer", (socket, out) -> write(out, OTHER));
        all.put("half an answer", (socket, out) -> write(out, "HTTP/1.1 500 Oth"));
        all.put("an interim answer", (socket, out) -> write(out, "HTTP/1.1 102 Processing\r\n\r\n"));
        all.put("a body", (socket, out) -> write(out, "hello"));
        all.put("an empty line", (socket, out) -> write(out, "\r\n"));
        all.put("the end", (socket, out) -> socket.close());
        all.put("the end of one half", (socket, out) -> socket.shutdownOutput());
        all.put("a reset", CleanConnectionsTest::reset);
        return all;
    }

    private static void reset(Socket socket, OutputStream out) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @TestFactory
    List<DynamicTest> whateverArrivesWhileIdleClosesTheConnection() {
        return disturbances().entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(),
                () -> idle(each.getValue()))).toList();
    }

    private void idle(RawReceiver.Behaviour disturbance) throws InterruptedException {
        CountDownLatch disturbed = new CountDownLatch(1);
        try (RawReceiver receiver = receiver((socket, out) -> {
            write(out, OK);
            disturbance.answer(socket, out);
            disturbed.countDown();
            serve(socket, out, onFirst);
        }); Sending sending = new Sending()) {
            assertThat(sending.to(url(receiver)), is(answered(200)));
            assertThat(disturbed.await(5, TimeUnit.SECONDS), is(true));
            assertThat(sending.to(url(receiver)), is(answered(200)));
            assertThat("requests on the disturbed connection", onFirst.get(), is(0));
            assertThat("requests on the other", onOthers.get(), is(1));
            assertThat(receiver.connections.get(), is(2));
        }
    }

    @TestFactory
    List<DynamicTest> whatCameWithTheAnswerClosesTheConnection() {
        return List.of(OTHER, LATE, "hello", "\r\n").stream().map(more -> DynamicTest.dynamicTest("with " + more.strip(), () -> {
            try (RawReceiver receiver = receiver((socket, out) -> {
                write(out, OK + more);
                serve(socket, out, onFirst);
            }); Sending sending = new Sending()) {
                assertThat(sending.to(url(receiver)), is(answered(200)));
                assertThat(sending.to(url(receiver)), is(answered(200)));
                assertThat(receiver.connections.get(), is(2));
                assertThat(onFirst.get(), is(0));
            }
        })).toList();
    }

    @TestFactory
    List<DynamicTest> aRequestThatMayHaveBeenReadIsNotSentAgain() {
        Map<String, RawReceiver.Behaviour> answers = disturbances();
        answers.keySet().retainAll(List.of("half an answer", "a body", "the end", "the end of one half", "a reset"));
        answers.computeIfPresent("a body", (name, body) -> (socket, out) -> write(out, "hello\r\n\r\n"));
        return answers.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
            DeliveryResult result = second((socket, out) -> {
                RawReceiver.readRequest(socket.getInputStream());
                each.getValue().answer(socket, out);
                linger();
            });
            assertThat(result, is(instanceOf(NoAnswer.class)));
            assertThat(onOthers.get(), is(0));
        })).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a408OnAUsedConnectionSaysThatNoRequestCame(boolean ends) {
        assertThat(second((socket, out) -> {
            RawReceiver.readRequest(socket.getInputStream());
            write(out, LATE);
            if (!ends) {
                linger();
            }
        }), is(answered(200)));
        assertThat(onOthers.get(), is(1));
    }

    @Test
    void anAnswerIsAnAnswer() {
        assertThat(second((socket, out) -> {
            RawReceiver.readRequest(socket.getInputStream());
            write(out, OTHER);
        }), is(answered(500)));
        assertThat(onOthers.get(), is(0));
    }

    @Test
    void anAnswerThatBreaksOffIsRecordedAndNotAskedForTwice() {
        Answered result = (Answered) second((socket, out) -> {
            RawReceiver.readRequest(socket.getInputStream());
            write(out, "HTTP/1.1 202 OK\r\nContent-");
        });
        assertThat(result.status(), is(202));
        assertThat(result.note(), is("the response ended within its headers"));
        assertThat(onOthers.get(), is(0));
    }

    @Test
    void silenceIsATimeoutAndNotAskedForTwice() {
        NoAnswer result = (NoAnswer) second((socket, out) -> {
            RawReceiver.readRequest(socket.getInputStream());
            linger();
        });
        assertThat(result.reason(), is(Reason.TIMEOUT));
        assertThat(onOthers.get(), is(0));
    }

    @Test
    void a408OnANewConnectionIsItsAnswer() {
        try (RawReceiver receiver = new RawReceiver("127.0.0.1", (socket, out) -> write(out, LATE));
                Sending sending = new Sending()) {
            assertThat(sending.to(url(receiver)), is(answered(408)));
            assertThat(receiver.requests.get(), is(1));
        }
    }

    @Test
    void aCleanConnectionIsUsedAgain() {
        try (RawReceiver receiver = receiver((socket, out) -> {
            write(out, OK);
            serve(socket, out, onFirst);
        }); Sending sending = new Sending()) {
            for (int i = 0; i < 10; i++) {
                assertThat(sending.to(url(receiver)), is(answered(200)));
            }
            assertThat(receiver.connections.get(), is(1));
            assertThat(onFirst.get(), is(9));
        }
    }

    /** The result of the second request, which {@code behaviour} meets on the connection of the first. */
    private DeliveryResult second(RawReceiver.Behaviour behaviour) {
        try (RawReceiver receiver = receiver((socket, out) -> {
            write(out, OK);
            behaviour.answer(socket, out);
        }); Sending sending = new Sending()) {
            assertThat(sending.to(url(receiver)), is(answered(200)));
            return sending.to(url(receiver));
        }
    }

    /** A receiver whose first connection is {@code first}, and which answers each request on the others. */
    private RawReceiver receiver(RawReceiver.Behaviour first) {
        onFirst.set(0);
        onOthers.set(0);
        AtomicInteger connection = new AtomicInteger();
        return new RawReceiver("127.0.0.1", (socket, out) -> {
            if (connection.getAndIncrement() == 0) {
                first.answer(socket, out);
            } else {
                onOthers.incrementAndGet();
                write(out, OK);
                serve(socket, out, onOthers);
            }
        });
    }

    private static void serve(Socket socket, OutputStream out, AtomicInteger count) throws IOException {
        while (true) {
            RawReceiver.readRequest(socket.getInputStream());
            count.incrementAndGet();
            write(out, OK);
        }
    }

    private static void linger() throws InterruptedException {
        new CountDownLatch(1).await(5, TimeUnit.SECONDS);
    }

    private static String url(RawReceiver receiver) {
        return "http://127.0.0.1:" + receiver.port() + "/";
    }

    private static Matcher<DeliveryResult> answered(int status) {
        return new CustomTypeSafeMatcher<>("the answer " + status) {
            @Override
            protected boolean matchesSafely(DeliveryResult result) {
                return result instanceof Answered answer && answer.status() == status;
            }
        };
    }
}
