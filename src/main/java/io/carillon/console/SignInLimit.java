package io.carillon.console;

import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How often somebody may try a key on this node: 10 times a minute from one address, and 100 times from all
 * together. What succeeds does not count. Thread-safe.
 */
@ApplicationScoped
class SignInLimit {

    static final int OF_AN_ADDRESS = 10;
    static final int OF_THE_NODE = 100;
    private static final int MOST_ADDRESSES = 10_000;

    private final Bucket node = bucket(OF_THE_NODE);
    private final Map<String, Bucket> addresses = new ConcurrentHashMap<>();

    private static Bucket bucket(int tries) {
        return Bucket.builder().addLimit(limit -> limit.capacity(tries).refillGreedy(tries, Duration.ofMinutes(1))).build();
    }

    /** Counts a try from {@code address}; if there were too many, returns how long to wait. */
    Optional<Duration> take(String address) {
        return Stream.of(of(address), node).map(bucket -> bucket.tryConsumeAndReturnRemaining(1))
                .filter(probe -> !probe.isConsumed()).findFirst()
                .map(probe -> Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** The try from {@code address} that {@link #take} counted has succeeded. */
    void giveBack(String address) {
        of(address).addTokens(1);
        node.addTokens(1);
    }

    private Bucket of(String address) {
        if (addresses.size() > MOST_ADDRESSES) {
            addresses.values().removeIf(bucket -> bucket.getAvailableTokens() >= OF_AN_ADDRESS);
        }
        return addresses.computeIfAbsent(address, any -> bucket(OF_AN_ADDRESS));
    }
}
