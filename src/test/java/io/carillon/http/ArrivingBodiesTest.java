package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArrivingBodiesTest {

    private static final int ROOM = 5 * ArrivingBodies.OVERHEAD;
    private static final int ROUNDS = 500;

    private final List<ArrivingBody> answered = new ArrayList<>();
    private final List<Runnable> inLine = new ArrayList<>();
    private final ArrivingBodies bodies = bodies(ROOM, Duration.ofMinutes(1));

    @Test
    void aBodyInPiecesIsWhole() throws IOException {
        Sender sender = new Sender();
        ArrivingBody body = body(bodies, sender, 11);
        sender.send("hello ");
        body.onDataAvailable();
        assertThat(answered(), is(empty()));
        sender.send("world");
        body.onDataAvailable();
        assertThat(answered(), contains(body));
        assertThat(text(body), is("hello world"));
    }

    @Test
    void aChunkedBodyEndsWhenTheServerSaysSo() throws IOException {
        Sender sender = new Sender();
        ArrivingBody body = body(bodies, sender, -1);
        sender.send("hello");
        body.onDataAvailable();
        assertThat(answered(), is(empty()));
        body.onAllDataRead();
        body.onAllDataRead();
        assertThat(answered(), contains(body));
        assertThat(text(body), is("hello"));
    }

    @Test
    void aBrokenBodyFailsWhereItBroke() throws IOException {
        Sender sender = new Sender();
        ArrivingBody body = body(bodies, sender, 11);
        sender.send("hello");
        body.onDataAvailable();
        body.onError(new EOFException("gone"));
        InputStream content = body.content();
        assertThat(content.readNBytes(5), is("hello".getBytes(StandardCharsets.US_ASCII)));
        assertThrows(IOException.class, content::read);
    }

    @Test
    void aBodyWithoutEndIsReadUntilItIsTooLong() throws IOException {
        Sender sender = new Sender();
        ArrivingBody body = body(bodies(Long.MAX_VALUE, Duration.ofMinutes(1)), sender, -1);
        sender.send("x".repeat(3 * BodyLimitFilter.LIMIT));
        body.onDataAvailable();
        assertThat(answered(), contains(body));
        assertThat(text(body).length(), is(BodyLimitFilter.LIMIT + 1));
        assertThat("nothing is read after the end", sender.available(), is(2 * BodyLimitFilter.LIMIT - 1));
    }

    @Test
    void lateBodiesAreGivenUp() {
        ArrivingBodies impatient = bodies(ROOM, Duration.ZERO);
        ArrivingBody body = body(impatient, new Sender(), 5);
        impatient.giveUpLate();
        assertThat(answered(), contains(body));
        assertThat(failure(body), startsWith("The request body took too long"));
        body(bodies, new Sender(), 5);
        bodies.giveUpLate();
        assertThat(answered(), contains(body));
    }

    @Test
    void theOldestMakeRoom() throws IOException {
        List<ArrivingBody> five = Stream.generate(() -> body(bodies, new Sender(), 5)).limit(5).toList();
        assertThat(answered(), is(empty()));
        Sender sender = new Sender();
        ArrivingBody sixth = body(bodies, sender, 100_000);
        assertThat(answered(), contains(five.get(0)));
        assertThat(failure(five.get(0)), startsWith("Too many request bodies"));
        sender.send("x".repeat(ArrivingBodies.OVERHEAD));
        sixth.onDataAvailable();
        assertThat(answered(), contains(five.get(0), five.get(1), five.get(2)));
        sender.send("x".repeat(ROOM / 2));
        sixth.onDataAvailable();
        assertThat("it makes room itself when it takes all of it", answered(), contains(five.get(0), five.get(1), five.get(2),
                five.get(3), five.get(4), sixth));
        assertThat(bodies.free(), is((long) ROOM));
    }

    /** What waits for its answer takes room, but cannot make any. */
    @Test
    void whatHasArrivedIsNotGivenUp() throws IOException {
        Sender sender = new Sender();
        ArrivingBody large = body(bodies, sender, 2 * ArrivingBodies.OVERHEAD);
        sender.send("x".repeat(2 * ArrivingBodies.OVERHEAD));
        large.onDataAvailable();
        ArrivingBody next = body(bodies, new Sender(), 5);
        assertThat(answered(), contains(large, next));
        assertThat(text(large).length(), is(2 * ArrivingBodies.OVERHEAD));
        assertThat(failure(next), startsWith("Too many request bodies"));
        assertThat(bodies.free(), is((long) ROOM));
    }

    /** An answer frees the request for others, so the thread that began it must have finished with it. */
    @Test
    void aRequestIsAnsweredWhenItsFirstThreadHasLetGo() {
        ArrivingBodies impatient = bodies(ROOM, Duration.ZERO);
        ArrivingBody body = begun(impatient, new Sender(), 5);
        impatient.giveUpLate();
        body.onError(new EOFException("gone"));
        assertThat(answered(), is(empty()));
        body.letGo();
        assertThat(answered(), contains(body));
        assertThat(failure(body), startsWith("The request body took too long"));
        assertThat(impatient.free(), is((long) ROOM));
    }

    @Test
    void manyThreadsAnswerARequestOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicInteger answers = new AtomicInteger();
        ArrivingBodies many = new ArrivingBodies();
        many.open(Long.MAX_VALUE, Duration.ZERO, Runnable::run);
        for (int i = 0; i < ROUNDS; i++) {
            ArrivingBody body = new ArrivingBody(many, new Sender(), 5, answered -> answers.incrementAndGet());
            many.begun(body);
            threads.invokeAll(List.of(() -> {
                body.letGo();
                return null;
            }, () -> {
                many.giveUpLate();
                return null;
            }, () -> {
                body.onAllDataRead();
                return null;
            }));
        }
        threads.shutdown();
        assertThat(answers.get(), is(ROUNDS));
        assertThat(many.free(), is(Long.MAX_VALUE));
    }

    private ArrivingBody body(ArrivingBodies all, Sender sender, long length) {
        ArrivingBody body = begun(all, sender, length);
        body.letGo();
        return body;
    }

    private ArrivingBody begun(ArrivingBodies all, Sender sender, long length) {
        ArrivingBody body = new ArrivingBody(all, sender, length, answered::add);
        all.begun(body);
        return body;
    }

    private ArrivingBodies bodies(long room, Duration patience) {
        ArrivingBodies all = new ArrivingBodies();
        all.open(room, patience, inLine::add);
        return all;
    }

    /** The bodies of all requests that are answered now. */
    private List<ArrivingBody> answered() {
        inLine.forEach(Runnable::run);
        inLine.clear();
        return answered;
    }

    private static String text(ArrivingBody body) throws IOException {
        return new String(body.content().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String failure(ArrivingBody body) {
        return assertThrows(ProblemException.class, () -> body.content().readAllBytes()).getMessage();
    }

    /** A stream of the server, which is ready while there is something to read. */
    private static final class Sender extends ServletInputStream {

        private InputStream sent = InputStream.nullInputStream();

        void send(String text) {
            sent = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public int read() throws IOException {
            return sent.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return sent.read(buffer, offset, length);
        }

        @Override
        public int available() throws IOException {
            return sent.available();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            try {
                return sent.available() > 0;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
