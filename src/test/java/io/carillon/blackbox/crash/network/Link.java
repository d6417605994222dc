package io.carillon.blackbox.crash.network;

import io.carillon.blackbox.support.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The way of one node to one part: a port whose connections lead to the part's port. It can be slow, silent, or lose one end of
 * all its connections; {@link #heal} ends that, and lets go of the ends that were kept open.
 */
final class Link implements AutoCloseable {

    private static final int BACKLOG = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "link");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private final int port = Ports.reserve();
    private final int part;
    private final ServerSocket door;

    /** A way to the port {@code part} of loopback. */
    Link(int part) {
        this.part = part;
        try {
            door = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return port;
    }

    /** Delays what passes in either direction, and each new connection, by {@code each}. */
    void delay(Duration each) {
        gate.delay(each);
    }

    /** Nothing passes any more, and nothing is closed; new connections are accepted and lead nowhere. */
    void silence() {
        gate.close();
    }

    /** Breaks all connections, at both ends. */
    void reset() {
        passages.forEach(Passage::close);
    }

    /** The part closes its end of all connections, and the node does not learn of it. */
    void losePart() {
        passages.forEach(Passage::losePart);
    }

    /** The node is gone from all connections, and the part does not learn of it. */
    void loseNode() {
        passages.forEach(Passage::loseNode);
    }

    /** Everything passes again. What the part still keeps for a node that is gone breaks, as it would with TCP's keep-alive. */
    void heal() {
        gate.delay(Duration.ZERO);
        gate.open();
        passages.stream().filter(Passage::isWithoutNode).forEach(Passage::close);
    }

    /** The connections that the node keeps open although the part has left them. */
    long keptByNode() {
        return passages.stream().filter(Passage::isWithoutPart).count();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket node = door.accept();
                threads.execute(() -> connect(node));
            } catch (IOException closed) {
                // the next look at the door ends this
            }
        }
    }

    private void connect(Socket node) {
        Passage passage;
        try {
            gate.pass();
            passage = new Passage(node, new Socket(InetAddress.getLoopbackAddress(), part), gate);
        } catch (IOException noPart) {
            Passage.breakOff(node);
            return;
        }
        passages.removeIf(Passage::isOver);
        passages.add(passage);
        threads.execute(passage::toNode);
        passage.toPart();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate.open();
        reset();
        threads.shutdownNow();
    }
}
