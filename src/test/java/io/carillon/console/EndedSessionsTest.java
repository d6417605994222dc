package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session, or an attempt to sign in, ends once, however many requests end it at the same moment. */
class EndedSessionsTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 50;
    private static final Instant END = Instant.parse("2026-11-26T09:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void oneOfManyEndsIt(String vendor) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            EndedSessions sessions = new EndedSessions(database);
            CyclicBarrier barrier = new CyclicBarrier(THREADS);
            List<Future<List<Boolean>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    List<Boolean> ended = new ArrayList<>();
                    for (int round = 0; round < ROUNDS; round++) {
                        barrier.await();
                        ended.add(sessions.add("att_" + round, END));
                    }
                    return ended;
                }));
            }
            List<List<Boolean>> results = new ArrayList<>();
            for (Future<List<Boolean>> one : all) {
                results.add(one.get());
            }
            for (int round = 0; round < ROUNDS; round++) {
                int number = round;
                List<Boolean> ended = results.stream().map(one -> one.get(number)).toList();
                assertThat(Collections.frequency(ended, true), is(1));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
