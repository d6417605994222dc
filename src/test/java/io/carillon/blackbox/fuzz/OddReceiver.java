package io.carillon.blackbox.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A receiver that speaks bytes: it gives each request its {@link OddAnswer}, and some connections an answer before their request
 * was read. Each path is an endpoint. It remembers what it was asked.
 */
final class OddReceiver implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");
    private static final Pattern PATH = Pattern.compile("POST /(\\d+) ");
    private static final Pattern RESOURCE = Pattern.compile("\"resourceId\":\"(\\d+)\"");
    private static final int EARLY_ONES = 50;

    /** How often each request came. */
    final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    /** Connections that were answered before their request, or that ended after an answer that did not say so. */
    final AtomicInteger early = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();

    private final long seed;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();

    OddReceiver(long seed) {
        this.seed = seed;
        try {
            server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    String url(int path) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/" + path;
    }

    /** What names the request about object {@code number} to {@code path}, in its answer as well. */
    static String marker(int path, String number) {
        return "<" + path + "-" + number + ">";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return; // closed by the test
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            boolean isEarly = connections.incrementAndGet() % EARLY_ONES == 0;
            if (isEarly) {
                early.incrementAndGet();
                socket.getOutputStream().write(("HTTP/1.1 " + OddAnswer.EARLY + " Early\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(ISO_8859_1));
            }
            while (answer(socket, isEarly)) {
                isEarly = false;
            }
        } catch (IOException e) {
            ended.incrementAndGet(); // the sender has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the connection goes on. */
    private boolean answer(Socket socket, boolean isAnswered) throws IOException, InterruptedException {
        String marker = read(socket.getInputStream());
        if (marker == null) {
            return false;
        }
        seen.computeIfAbsent(marker, first -> new AtomicInteger()).incrementAndGet();
        if (isAnswered) {
            return true;
        }
        OddAnswer answer = OddAnswer.of(seed, marker);
        write(socket.getOutputStream(), answer);
        if (answer.end == OddAnswer.End.KEEP) {
            return true;
        }
        ended.incrementAndGet();
        if (answer.end == OddAnswer.End.RESET) {
            socket.setSoLinger(true, 0);
        } else if (answer.end == OddAnswer.End.HALF_CLOSE) {
            socket.shutdownOutput();
            socket.setSoTimeout(2_000);
            socket.getInputStream().readAllBytes();
        }
        return false;
    }

    private static void write(OutputStream out, OddAnswer answer) throws IOException, InterruptedException {
        for (int piece = 0; piece < answer.pieces; piece++) {
            if (piece > 0) {
                TimeUnit.MILLISECONDS.sleep(answer.pause);
            }
            int from = answer.cut * piece / answer.pieces;
            out.write(answer.bytes, from, answer.cut * (piece + 1) / answer.pieces - from);
            out.flush();
        }
    }

    /** Reads one request; its marker, or null when the connection ends before it. */
    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            head.append((char) b);
        }
        String body = new String(in.readNBytes(Integer.parseInt(found(LENGTH, head))), ISO_8859_1);
        return marker(Integer.parseInt(found(PATH, head)), found(RESOURCE, body));
    }

    private static String found(Pattern pattern, CharSequence text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("not a webhook: " + text);
        }
        return matcher.group(1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
