package io.carillon.process.door;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArrivingBodiesTest {

    private static final int ROOM = 5 * ArrivingBodies.OVERHEAD;
    private static final int ROUNDS = 500;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<String> refusals = new ArrayList<>();
    private final ArrivingBodies bodies = new ArrivingBodies(ROOM, MINUTE);

    @Test
    void aBodyInPiecesIsWhole() {
        ArrivingBody body = begun(bodies);
        add(body, "hello ");
        add(body, "world");
        assertThat(body.length(), is(11));
        assertThat(bodies.getCount(), is(1));
        assertThat(body.end(), is(true));
        assertThat(new String(body.content(), StandardCharsets.US_ASCII), is("hello world"));
        assertThat(refusals, is(empty()));
        assertThat(bodies.getCount(), is(0));
        assertThat(bodies.free(), is((long) ROOM));
    }

    @Test
    void aBodyEndsOnce() {
        ArrivingBody body = begun(bodies);
        assertThat(body.end(), is(true));
        assertThat(body.end(), is(false));
        body.onClosed(null, null);
        body.giveUp(Refusal.ofLateBody());
        add(body, "more");
        assertThat(body.length(), is(0));
        assertThat(refusals, is(empty()));
        assertThat(bodies.free(), is((long) ROOM));
    }

    @Test
    void aBodyWhoseConnectionEndsTakesNoMemory() {
        ArrivingBody body = begun(bodies);
        add(body, "hello");
        body.onClosed(null, null);
        assertThat(body.length(), is(0));
        assertThat(bodies.free(), is((long) ROOM));
    }

    @Test
    void lateBodiesAreGivenUp() {
        ArrivingBodies impatient = new ArrivingBodies(ROOM, Duration.ZERO);
        ArrivingBody late = begun(impatient);
        begun(bodies);
        impatient.giveUpLate();
        bodies.giveUpLate();
        assertThat(refusals, contains(startsWith("The request body took too long")));
        assertThat("it cannot be handed over", late.end(), is(false));
        assertThat(impatient.free(), is((long) ROOM));
    }

    @Test
    void theOldestMakeRoom() {
        List<ArrivingBody> five = Stream.generate(() -> begun(bodies)).limit(5).toList();
        assertThat(refusals, is(empty()));
        ArrivingBody sixth = begun(bodies);
        assertThat(refusals, contains(startsWith("Too many request bodies")));
        assertThat(five.get(0).end(), is(false));
        add(sixth, "x".repeat(ArrivingBodies.OVERHEAD));
        assertThat(refusals.size(), is(3));
        assertThat(five.get(2).end(), is(false));
        add(sixth, "x".repeat(ROOM / 2));
        assertThat("it makes room itself when it takes all of it", refusals.size(), is(6));
        assertThat(sixth.end(), is(false));
        assertThat(bodies.free(), is((long) ROOM));
    }

    @Test
    void manyThreadsEndABodyOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicInteger ends = new AtomicInteger();
        ArrivingBodies many = new ArrivingBodies(Long.MAX_VALUE, Duration.ZERO);
        for (int i = 0; i < ROUNDS; i++) {
            ArrivingBody body = new ArrivingBody(many, refusal -> ends.incrementAndGet());
            many.begun(body);
            List<Callable<Integer>> calls = List.of(() -> body.end() ? ends.incrementAndGet() : 0,
                    () -> body.end() ? ends.incrementAndGet() : 0, Executors.callable(many::giveUpLate, 0));
            threads.invokeAll(calls);
        }
        threads.shutdown();
        assertThat(ends.get(), is(ROUNDS));
        assertThat(many.free(), is(Long.MAX_VALUE));
    }

    private ArrivingBody begun(ArrivingBodies all) {
        ArrivingBody body = new ArrivingBody(all, refusal -> refusals.add(refusal.getMessage()));
        all.begun(body);
        return body;
    }

    private static void add(ArrivingBody body, String part) {
        body.add(part.getBytes(StandardCharsets.US_ASCII));
    }
}
