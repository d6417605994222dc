package io.carillon.process.door;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.ICloseType;

/**
 * The body of one request while it arrives. It ends once: when {@link WholeRequests} hands it over, when its connection ends, or
 * when {@link ArrivingBodies} gives it up, which is the answer to the request. Thread-safe; nothing is added after the end.
 */
final class ArrivingBody implements CloseListener<Closeable, ICloseType> {

    private final ArrivingBodies bodies;
    private final Consumer<Refusal> request;
    private final long start = System.nanoTime();
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean isEnded;

    /**
     * A body that begins now.
     *
     * @param request answers the request with a refusal; called at most once, and not after {@link #end}
     */
    ArrivingBody(ArrivingBodies bodies, Consumer<Refusal> request) {
        this.bodies = bodies;
        this.request = request;
    }

    boolean isOlderThan(long nanos) {
        return System.nanoTime() - start > nanos;
    }

    /** Adds what has come, unless the body has ended. */
    synchronized void add(byte[] part) {
        if (!isEnded) {
            bytes.writeBytes(part);
            bodies.grown(this, part.length);
        }
    }

    synchronized int length() {
        return bytes.size();
    }

    /** Whether the body ends with this call, and not earlier. */
    synchronized boolean end() {
        boolean ends = !isEnded;
        isEnded = true;
        if (ends) {
            bodies.ended(this);
        }
        return ends;
    }

    /** Ends the body like {@link #end}, and frees its memory: the server may keep the objects of a connection for long. */
    synchronized boolean discard() {
        boolean ends = end();
        if (ends) {
            bytes = new ByteArrayOutputStream(0);
        }
        return ends;
    }

    /** Refuses the request, unless the body has ended. */
    synchronized void giveUp(Refusal reason) {
        if (discard()) {
            request.accept(reason);
        }
    }

    @Override
    public void onClosed(Closeable connection, ICloseType type) {
        discard();
    }

    /** All that has arrived. */
    synchronized byte[] content() {
        return bytes.toByteArray();
    }
}
