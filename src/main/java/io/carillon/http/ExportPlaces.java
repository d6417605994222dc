package io.carillon.http;

import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps exports from disturbing the service: few are written at once on this node, and one for each caller. Each holds a
 * thread of the server's until its client has read it, and at most one connection to the database.
 */
@ApplicationScoped
class ExportPlaces {

    static final int AT_ONCE = 4;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final Set<String> callers = new HashSet<>();

    /**
     * Takes a place for {@code caller}.
     *
     * @throws ProblemException 429 if the caller has one, 503 if none is left
     */
    synchronized void take(String caller) {
        if (callers.contains(caller)) {
            throw ProblemException.tooMany("This key or token is exporting a list on this node already.", TRY_AGAIN);
        }
        if (callers.size() == AT_ONCE) {
            throw ProblemException.unavailable("This node exports " + AT_ONCE + " lists at once.", TRY_AGAIN);
        }
        callers.add(caller);
    }

    synchronized void giveBack(String caller) {
        callers.remove(caller);
    }
}
