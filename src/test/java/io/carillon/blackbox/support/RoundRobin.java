package io.carillon.blackbox.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy without sticky sessions: the nodes take turns, and each connection serves one request only. A node that cannot be
 * reached is passed over, and so is one that closes the connection of a {@code GET} without an answer.
 */
public final class RoundRobin implements AutoCloseable {

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String GET = "GET ";

    private final List<URI> nodes;
    private final List<AtomicInteger> served = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket door;

    public RoundRobin(List<URI> nodes) {
        this.nodes = List.copyOf(nodes);
        nodes.forEach(node -> served.add(new AtomicInteger()));
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** How many requests a node has got. */
    public int served(int node) {
        return served.get(node).get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            byte[] head = head(client.getInputStream());
            if (head.length == 0) {
                return;
            }
            boolean mayRepeat = new String(head, 0, GET.length(), StandardCharsets.ISO_8859_1).equals(GET);
            for (int i = 0; i < nodes.size() && (mayRepeat || i == 0); i++) {
                if (isAnswered(client, head)) {
                    return;
                }
            }
        } catch (IOException e) {
            // One of the two has gone; the other sees that its connection ends.
        }
    }

    private boolean isAnswered(Socket client, byte[] head) throws IOException {
        try (Socket node = next()) {
            node.getOutputStream().write(head);
            threads.execute(() -> copy(client, node));
            int first = firstByte(node);
            if (first >= 0) {
                client.getOutputStream().write(first);
                copy(node, client);
            }
            return first >= 0;
        }
    }

    private static int firstByte(Socket node) {
        try {
            return node.getInputStream().read();
        } catch (IOException closed) {
            return -1;
        }
    }

    /** The head of a request, which asks the node to close the connection after its answer. */
    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n') {
                text = head.toString(StandardCharsets.ISO_8859_1);
                if (text.endsWith(END_OF_HEAD)) {
                    break;
                }
            }
        }
        return text.replaceFirst("(?i)\r\nConnection:[^\r]*", "").replaceFirst(END_OF_HEAD, "\r\nConnection: close" + END_OF_HEAD)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private Socket next() throws IOException {
        IOException failure = new IOException("no nodes");
        for (int i = 0; i < nodes.size(); i++) {
            int node = Math.floorMod(turns.getAndIncrement(), nodes.size());
            try {
                Socket socket = new Socket(nodes.get(node).getHost(), nodes.get(node).getPort());
                served.get(node).incrementAndGet();
                return socket;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // as above
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
