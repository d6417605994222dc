package io.carillon.benchmark;

import static org.awaitility.Awaitility.await;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One path of the receiver and its side of the ledger: which messages were announced, and how many changes they summarise.
 * A message that comes to one endpoint twice counts once, as its
 * {@code webhook-id} says. Endpoints of it must be {@code full}.
 */
final class Hook {

    private static final Pattern CHANGES = Pattern.compile("\"changes\":(\\d+)");
    private static final int KEPT = 5_000;

    private final String path;
    private final Set<String> messages = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong lastArrival = new AtomicLong();
    private final AtomicInteger keptSoFar = new AtomicInteger();
    private final Queue<Kept> kept = new ConcurrentLinkedQueue<>();
    private volatile Arrival arrival = (body, at) -> { };

    Hook(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /** Calls {@code listener} for each request. */
    void onArrival(Arrival listener) {
        arrival = listener;
    }

    void received(String endpoint, MultiMap headers, byte[] body, long at) {
        String text = new String(body, StandardCharsets.UTF_8);
        arrival.at(text, at);
        if (!messages.add(headers.get("webhook-id") + endpoint)) {
            repeated.incrementAndGet();
            return;
        }
        changes.addAndGet(changesOf(text));
        lastArrival.accumulateAndGet(at, Math::max);
        if (keptSoFar.get() < KEPT && keptSoFar.incrementAndGet() <= KEPT) {
            kept.add(new Kept(headers, body));
        }
    }

    private static int changesOf(String body) {
        Matcher found = CHANGES.matcher(body);
        return found.find() ? Integer.parseInt(found.group(1)) : 1;
    }

    /** How many messages have come. */
    long announced() {
        return messages.size();
    }

    /** How many changes they report. */
    long changes() {
        return changes.get();
    }

    /** How many requests repeated a message. */
    long repeated() {
        return repeated.get();
    }

    /** {@link System#nanoTime} of the latest new message. */
    long lastArrival() {
        return lastArrival.get();
    }

    /** The first few thousand requests as they came. */
    Queue<Kept> kept() {
        return kept;
    }

    /**
     * Waits until every one of {@code accepted} changes was announced by itself or summarised.
     *
     * @throws VoidRun when the ledger is not even within {@code limit}
     */
    void settle(long accepted, Duration limit) {
        try {
            await().atMost(limit).pollInterval(Duration.ofMillis(100)).until(() -> changes() >= accepted);
        } catch (ConditionTimeoutException e) {
            throw new VoidRun(ledger(accepted), e);
        }
        if (changes() != accepted) {
            throw new VoidRun(ledger(accepted));
        }
    }

    private String ledger(long accepted) {
        return "accepted " + accepted + " is not announced " + announced() + " + summarised " + (changes() - announced());
    }

    /** Hears of a request. */
    @FunctionalInterface
    interface Arrival {
        void at(String body, long nanoTime);
    }

    /** One request, to be sent again elsewhere. */
    record Kept(MultiMap headers, byte[] body) {
    }
}
