package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Listens where no webhook may go, at 127.0.0.2 (the receivers are at 127.0.0.1), and counts connections. Lives as long as a
 * test; every way of writing its address leads to it, if a service lets it.
 */
public final class ForbiddenDoor implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.2";

    private final ServerSocket socket;
    private final AtomicInteger callers = new AtomicInteger();
    private volatile IOException failure;

    public ForbiddenDoor() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName(ADDRESS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread porter = new Thread(this::count, "forbidden-door");
        porter.setDaemon(true);
        porter.start();
    }

    /** Until the door is closed. */
    private void count() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                callers.incrementAndGet();
            } catch (IOException e) {
                failure = socket.isClosed() ? null : e;
            }
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Spellings of the address, and a name that is resolved to it. */
    public List<String> urls() {
        return Stream.of(ADDRESS, ADDRESS + ".", "127.2", "2130706434", "0x7f000002", "0x7f.0.0.2", "0177.0.0.02", "017700000002",
                "127.0.2", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[::127.0.0.2]", "[64:ff9b::127.0.0.2]", "[2002:7f00:2::]",
                "127\u30020\u30020\u30022", "\uff11\uff12\uff17.0.0.2", "me@" + ADDRESS, "127.0.0.1@" + ADDRESS,
                "127.0.0.1%40" + ADDRESS, CarillonProcess.FORBIDDEN_NAME, CarillonProcess.FORBIDDEN_NAME + ".")
                .map(host -> "http://" + host + ":" + port() + "/hook").toList();
    }

    /** How many came up to now. A caller of our own shows first that the door is one. */
    public int callers() {
        int before = callers.get();
        try (Socket own = new Socket(ADDRESS, port())) {
            await("our own caller").until(() -> callers.get() > before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (failure != null) {
            throw new UncheckedIOException(failure);
        }
        return before;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
