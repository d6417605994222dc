package io.carillon.sending;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on a real socket that does with each connection what a test says, and counts connections and requests. */
final class RawReceiver implements AutoCloseable {

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What is done with a connection after its request was read. */
    interface Behaviour {
        void answer(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    RawReceiver(String address, Behaviour behaviour) {
        this(serverSocket(address), true, behaviour);
    }

    /** {@code reads}: whether the request is read before {@code behaviour} begins. */
    RawReceiver(ServerSocket server, boolean reads, Behaviour behaviour) {
        this.server = server;
        daemon(() -> acceptAll(reads, behaviour));
    }

    private static ServerSocket serverSocket(String address) {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void acceptAll(boolean reads, Behaviour behaviour) {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket, reads, behaviour));
            }
        } catch (IOException e) {
            open.clear(); // closed by the test
        }
    }

    private void serve(Socket socket, boolean reads, Behaviour behaviour) {
        try (socket) {
            if (reads) {
                readRequest(socket.getInputStream());
                requests.incrementAndGet();
            }
            behaviour.answer(socket, socket.getOutputStream());
        } catch (IOException e) {
            open.remove(socket); // the sender hung up: what these tests are about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads one request and returns its head; fails when the connection ends before it. */
    static String readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request came");
            }
            head.append((char) b);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: *([0-9]+).*", "$1"));
        in.readNBytes(length);
        return head.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
