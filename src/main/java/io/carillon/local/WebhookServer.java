package io.carillon.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** An HTTP server that prints the webhooks that arrive at any path: the request, its headers and its body. */
final class WebhookServer implements AutoCloseable {

    private static final int BACKLOG = 100;
    private static final int MOST_AT_ONCE = 32;
    /** Those of the connection, which say nothing about the webhook. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "accept", "accept-encoding");

    private final Optional<SignatureCheck> check;
    private final int status;
    private final Duration delay;
    private final Terminal terminal;
    private final Lifetime lifetime;
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_ONCE);
    private HttpServer server;

    /**
     * Is not open yet.
     *
     * @param check  judges webhooks; without it, none is refused
     * @param status the answer to those that are not refused
     * @param delay  how long to wait before each answer
     */
    WebhookServer(Optional<SignatureCheck> check, int status, Duration delay, Surroundings surroundings) {
        this.check = check;
        this.status = status;
        this.delay = delay;
        terminal = surroundings.terminal();
        lifetime = surroundings.lifetime();
    }

    /** Listens from now on; returns the port. */
    int open(InetSocketAddress address) throws IOException {
        server = HttpServer.create(address, BACKLOG);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            int answer = exchange.getRequestMethod().equals("POST")
                    ? ReceivedWebhook.read(exchange).map(webhook -> judge(exchange, webhook))
                            .orElseGet(() -> refuse(exchange, "the body is longer than 2 MB", 413))
                    : refuse(exchange, "not a POST", 405);
            lifetime.lasts(delay);
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private int judge(HttpExchange exchange, ReceivedWebhook webhook) {
        String[] details = details(exchange, webhook);
        if (check.isEmpty()) {
            terminal.unjudged(line(exchange, "signatures not verified", status), details);
            return status;
        }
        Optional<String> objection = check.get().objectionTo(webhook);
        if (objection.isPresent()) {
            terminal.rejected(line(exchange, objection.get(), 401), details);
            return 401;
        }
        terminal.accepted(line(exchange, "signatures valid", status), details);
        return status;
    }

    private int refuse(HttpExchange exchange, String reason, int answer) {
        terminal.rejected(line(exchange, reason, answer));
        return answer;
    }

    private static String line(HttpExchange exchange, String verdict, int answer) {
        return exchange.getRequestMethod() + " " + exchange.getRequestURI() + "  " + verdict + " → " + answer;
    }

    private static String[] details(HttpExchange exchange, ReceivedWebhook webhook) {
        Stream<String> headers = exchange.getRequestHeaders().entrySet().stream()
                .map(header -> Map.entry(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                .filter(header -> !OF_THE_CONNECTION.contains(header.getKey())).sorted(Map.Entry.comparingByKey())
                .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value));
        return Stream.of(headers, Stream.of(""), BodyLines.of(webhook.text()).stream(), Stream.of(""))
                .flatMap(lines -> lines).toArray(String[]::new);
    }
}
