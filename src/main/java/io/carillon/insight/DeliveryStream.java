package io.carillon.insight;

import io.carillon.json.StrictJson;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryIds;
import io.carillon.tracking.DeliveryDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One client that is shown deliveries as server-sent events, on the thread of its request, so that a client that reads slowly
 * delays no other. One that is too slow is disconnected, and continues where it was.
 */
final class DeliveryStream {

    private static final int MOST_WAITING = 20;
    /** A comment keeps proxies from closing the connection, and shows that the client is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration CHECK = Duration.ofSeconds(5);
    /** The server ends a request after 15 minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Jersey keeps the first 8 KB of a response back, even if they are flushed. */
    private static final String START = "retry: 2000\n:" + " ".repeat(8 * 1024) + "\n\n";
    private static final String STILL_HERE = ": still here\n\n";

    private final String keyId;
    private final String begin;
    private final Predicate<Delivery> visible;
    private final Predicate<Delivery> managed;
    private final BlockingQueue<List<StreamedDelivery>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final long start = System.nanoTime();
    private volatile boolean ended;

    /**
     * @param keyId   the key of the caller
     * @param begin   the last event of a client that has all deliveries that were written before this stream; it gets this id
     *                without data, so that it loses nothing if it is cut before its first delivery
     * @param visible which deliveries the caller wants and may see
     * @param managed which deliveries go to endpoints that the caller manages
     */
    DeliveryStream(String keyId, String begin, Predicate<Delivery> visible, Predicate<Delivery> managed) {
        this.keyId = keyId;
        this.begin = begin;
        this.visible = visible;
        this.managed = managed;
    }

    boolean isOf(String id) {
        return keyId.equals(id);
    }

    /** Takes deliveries to show; a stream that is too far behind ends. */
    void offer(List<StreamedDelivery> changed) {
        if (!changed.isEmpty() && !waiting.offer(changed)) {
            ended = true;
        }
    }

    void end() {
        ended = true;
    }

    /**
     * Shows deliveries until the client disconnects, {@code isAllowed} is false or the longest time is over.
     *
     * @param lastId    the last event that the client has; null for a client that begins now
     * @param page      reads the deliveries after an id
     * @param isAllowed whether the client may see more; asked every few seconds
     * @throws IOException when the client has gone
     */
    void run(OutputStream out, String lastId, Function<String, List<StreamedDelivery>> page, BooleanSupplier isAllowed)
            throws IOException, InterruptedException {
        write(out, START);
        if (lastId != null) {
            repeat(out, DeliveryIds.beforeLateCommits(lastId), page);
        }
        if (!ended) {
            write(out, "id: " + begin + "\n\n");
        }
        long written = System.nanoTime();
        long checked = written;
        while (!ended && !isOver(start, LONGEST)) {
            List<StreamedDelivery> changed = waiting.poll(1, TimeUnit.SECONDS);
            if (isOver(checked, CHECK)) {
                ended |= !isAllowed.getAsBoolean();
                checked = System.nanoTime();
            }
            if (changed != null && !ended && show(out, changed)) {
                written = System.nanoTime();
            } else if (isOver(written, HEARTBEAT)) {
                write(out, STILL_HERE);
                written = System.nanoTime();
            }
        }
    }

    private static boolean isOver(long since, Duration length) {
        return System.nanoTime() - since > length.toNanos();
    }

    private void repeat(OutputStream out, String after, Function<String, List<StreamedDelivery>> page) throws IOException {
        List<StreamedDelivery> missed = page.apply(after);
        while (!missed.isEmpty() && !ended) {
            show(out, missed);
            missed = missed.size() < StreamedDeliveries.PAGE ? List.of() : page.apply(missed.get(missed.size() - 1).id());
        }
    }

    /** Returns whether the client got anything; what others may see keeps its connection no more alive than silence. */
    private boolean show(OutputStream out, List<StreamedDelivery> changed) throws IOException {
        StringBuilder events = new StringBuilder();
        for (StreamedDelivery streamed : changed) {
            Delivery delivery = streamed.delivery();
            if (visible.test(delivery)) {
                events.append("event: delivery\nid: ").append(delivery.id()).append("\ndata: ").append(StrictJson.mapper()
                        .writeValueAsString(DeliveryDocument.of(delivery, streamed.last(), managed.test(delivery))))
                        .append("\n\n");
            }
        }
        if (events.isEmpty()) {
            return false;
        }
        write(out, events.toString());
        return true;
    }

    private static void write(OutputStream out, String events) throws IOException {
        out.write(events.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
