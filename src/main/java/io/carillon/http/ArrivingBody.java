package io.carillon.http;

import io.carillon.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The body of one request while it arrives. It ends once: when it is complete, when it is longer than {@link BodyLimitFilter}
 * allows, when its connection breaks, or when {@link ArrivingBodies} gives it up. Its request is answered once, when the body
 * has ended and the thread that began the request has let go of it, whichever is later: an answer frees the request and the
 * stream, which the server then uses for others. Thread-safe; nothing is read after the end.
 */
final class ArrivingBody implements ReadListener {

    private static final int BUFFER = 8 * 1024;

    private final ArrivingBodies bodies;
    private final ServletInputStream in;
    private final long length;
    private final Consumer<ArrivingBody> request;
    private final long start = System.nanoTime();
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Exception failure;
    private boolean isEnded;
    private boolean isLetGo;

    /**
     * A body that begins now.
     *
     * @param length  in bytes; negative if it was not announced
     * @param request answers the request, with the content of this body
     */
    ArrivingBody(ArrivingBodies bodies, ServletInputStream in, long length, Consumer<ArrivingBody> request) {
        this.bodies = bodies;
        this.in = in;
        this.length = length;
        this.request = request;
    }

    boolean isOlderThan(long nanos) {
        return System.nanoTime() - start > nanos;
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (!isEnded && in.isReady()) {
            int read = in.read(buffer, 0, Math.min(BUFFER, BodyLimitFilter.LIMIT + 1 - bytes.size()));
            if (read < 0 || take(buffer, read)) {
                end(null);
            }
        }
    }

    /** Whether this was all of it, or enough to see that it is too long. */
    private boolean take(byte[] buffer, int read) {
        bytes.write(buffer, 0, read);
        bodies.grown(this, read);
        return bytes.size() == length || bytes.size() > BodyLimitFilter.LIMIT;
    }

    @Override
    public void onAllDataRead() {
        end(null);
    }

    @Override
    public void onError(Throwable broken) {
        end(new IOException(broken));
    }

    /** Ends the body, unless it has ended, and forgets what has arrived; its reader gets {@code reason}. */
    synchronized void giveUp(ProblemException reason) {
        if (!isEnded) {
            bytes = new ByteArrayOutputStream(0);
            end(reason);
        }
    }

    private synchronized void end(Exception reason) {
        if (!isEnded) {
            isEnded = true;
            failure = reason;
            bodies.ended(this, bytes.size() > 0);
            answerWhenDue();
        }
    }

    /** The thread that began the request will not touch it again. To be called once. */
    synchronized void letGo() {
        isLetGo = true;
        answerWhenDue();
    }

    private void answerWhenDue() {
        if (isEnded && isLetGo) {
            bodies.queue(this);
        }
    }

    void answer() {
        request.accept(this);
    }

    /** What has arrived, from its start. Only after the end. */
    synchronized ServletInputStream content() {
        return new ArrivedContent(bytes.toByteArray(), failure);
    }
}
