package io.carillon.insight;

import io.carillon.access.Caller;
import io.carillon.access.CallerRate;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Keeps questions from disturbing the service: few run at once on this node, and each caller may ask only so often. A read that
 * finds no place is refused at once, because waiting requests would hold threads.
 */
@ApplicationScoped
class ReadPlaces {

    static final int AT_ONCE = 4;
    static final int PER_SECOND = 2;
    private static final int BURST = 20;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final CallerRate rate = new CallerRate(BURST, PER_SECOND, Duration.ofSeconds(1));

    /**
     * The result of {@code question}, which {@code caller} asks.
     *
     * @throws ProblemException 429 when the caller has asked too often, 503 when no place is free
     */
    <T> T ask(Caller caller, Supplier<T> question) {
        rate.take(caller, 1).ifPresent(wait -> {
            throw ProblemException.tooMany("A caller may ask " + PER_SECOND + " questions a second.", wait);
        });
        return read(question);
    }

    /**
     * The result of {@code reading}.
     *
     * @throws ProblemException 503 when no place is free
     */
    <T> T read(Supplier<T> reading) {
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("This node answers " + AT_ONCE + " such requests at once.",
                    Duration.ofSeconds(FactsReader.SECONDS));
        }
        try {
            return reading.get();
        } finally {
            places.release();
        }
    }
}
