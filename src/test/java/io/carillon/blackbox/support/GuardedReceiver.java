package io.carillon.blackbox.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A receiver and token endpoint over TLS, which may ask its clients for a certificate. */
public final class GuardedReceiver implements AutoCloseable {

    private static final AtomicInteger PATHS = new AtomicInteger();

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Queue<Request>> received = new ConcurrentHashMap<>();

    /** {@code tls}: its certificate, and which clients it trusts. */
    public GuardedReceiver(SSLContext tls, boolean asksForCertificate) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(asksForCertificate);
                parameters.setSSLParameters(wanted);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    /** A new URL that answers as {@code behaviour} says: a status, a space and a body. */
    public String newUrl(Function<Request, String> behaviour) {
        String path = "/guarded-" + PATHS.incrementAndGet();
        received.put(path, new ConcurrentLinkedQueue<>());
        server.createContext(path, exchange -> handle(path, exchange, behaviour));
        return "https://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What {@code url} has received, in order. */
    public List<Request> received(String url) {
        return List.copyOf(received.get(url.substring(url.lastIndexOf('/'))));
    }

    private void handle(String path, HttpExchange exchange, Function<Request, String> behaviour) throws IOException {
        try (exchange) {
            Request request = new Request(exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            received.get(path).add(request);
            String answer = behaviour.apply(request);
            byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** One request; {@code authorization} may be null. */
    public record Request(String authorization, String body) {
    }
}
