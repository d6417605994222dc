package io.carillon.blackbox.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The journal of one endpoint: what arrived, in order, and what was answered. */
public final class Arrivals {

    private static final int REFUSE_ONE_IN = 20;

    private final Queue<Arrival> journal = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeats = new AtomicInteger();
    private final Trap trap;

    /** {@code trap} hears of each arrival before it is answered. */
    public Arrivals(Trap trap) {
        this.trap = trap;
    }

    /** Accepts everything at once. */
    public Function<Received, Answer> accepting() {
        return answering(200);
    }

    /** Answers with this status. */
    Function<Received, Answer> answering(int status) {
        return received -> answer(received, status);
    }

    /** Answers 503 to the first attempt of some webhooks, so that retries are under way at any time. */
    public Function<Received, Answer> refusingSome() {
        return received -> {
            String id = received.header("webhook-id");
            boolean refused = seen.add(id) && Math.floorMod(id.hashCode(), REFUSE_ONE_IN) == 0;
            return answer(received, refused ? 503 : 200);
        };
    }

    private Answer answer(Received received, int status) {
        trap.reached(KillPoint.SENT, null);
        String id = received.header("webhook-id");
        if (accepted.contains(id) || status == 200 && !accepted.add(id)) {
            repeats.incrementAndGet();
        }
        journal.add(new Arrival(id, received.json(), received.body(), received.nanoTime(), status == 200));
        return Answer.status(status);
    }

    /** How many came again after they had been accepted. */
    public int repeats() {
        return repeats.get();
    }

    public int size() {
        return journal.size();
    }

    /** All arrivals of each webhook, in order. */
    public Map<String, List<Arrival>> byId() {
        Map<String, List<Arrival>> byId = new LinkedHashMap<>();
        journal.forEach(arrival -> byId.computeIfAbsent(arrival.id, id -> new ArrayList<>()).add(arrival));
        return byId;
    }

    /** One request; {@code at} is {@link System#nanoTime}. */
    public record Arrival(String id, JsonNode json, String body, long at, boolean accepted) {

        /** The number of the message among those of its object. */
        public long sequence() {
            return json.at("/meta/sequence").asLong();
        }

        /** What a repeat must have too; only the number of the attempt may differ. */
        public String sameInRepeats() {
            return body.replaceFirst("\"delivery_attempt\":\\d+", "");
        }
    }
}
