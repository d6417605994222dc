package io.carillon.receivers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy on a port of its own that opens tunnels (CONNECT), and remembers the head of each request. */
public final class ForwardProxy implements AutoCloseable {

    private static final String OPEN = "HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile String authorization;
    private volatile String answer = OPEN;

    public ForwardProxy() throws IOException {
        daemon(this::acceptAll);
    }

    /** As a setting has it. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on, only requests with this {@code Proxy-Authorization} get a tunnel. */
    public ForwardProxy asksFor(String expected) {
        authorization = expected;
        return this;
    }

    /** From now on, answers every request with {@code text} and has no tunnel, not even an open one; no text is silence. */
    public void answers(String text) {
        answer = text;
        closeAll();
    }

    /** From now on, opens tunnels. */
    public void opens() {
        answer = OPEN;
    }

    /** The targets of all requests so far, as the proxy got them. */
    public List<String> targets() {
        return heads.stream().map(head -> head.split(" ")[1]).toList();
    }

    /** The heads of all requests so far. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    private void acceptAll() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                open.add(client);
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            open.removeIf(Socket::isClosed); // closed by the test
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            heads.add(head);
            OutputStream out = client.getOutputStream();
            if (authorization != null && !head.contains("\r\nProxy-Authorization: " + authorization + "\r\n")) {
                write(out, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\n\r\n");
            } else if (answer.equals(OPEN)) {
                tunnel(client, head.split(" ")[1]);
            } else {
                write(out, answer);
                if (answer.isEmpty()) {
                    client.getInputStream().read();
                }
            }
        } catch (IOException e) {
            open.remove(client); // one of the two hung up
        }
    }

    /** Names lead to this machine. */
    private void tunnel(Socket client, String target) throws IOException {
        int colon = target.lastIndexOf(':');
        String host = target.substring(0, colon);
        InetAddress address = InetAddress.getByName(host.matches("[0-9.]+|\\[.*]") ? host : "127.0.0.1");
        try (Socket receiver = new Socket(address, Integer.parseInt(target.substring(colon + 1)))) {
            open.add(receiver);
            write(client.getOutputStream(), OPEN);
            daemon(() -> copy(receiver, client));
            client.getInputStream().transferTo(receiver.getOutputStream());
        }
    }

    private static void copy(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            Thread.currentThread().interrupt(); // one of the two hung up, and this thread ends
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request came");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }

    private void closeAll() {
        try {
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
