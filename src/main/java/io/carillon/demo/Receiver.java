package io.carillon.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.local.ReceivedWebhook;
import io.carillon.local.SignatureCheck;
import io.carillon.local.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The receiving side: an HTTP server on a free port of the loopback address with one path per sample endpoint. It answers 200
 * to a webhook if both signatures are valid, 401 to any other, and prints a line for each. It continues to answer while the
 * service shuts down, so that the last deliveries succeed.
 */
final class Receiver {

    private static final int BACKLOG = 100;

    private final HttpServer server;
    private final Terminal terminal;
    private final Clock clock;
    private final Map<SampleEndpoint, SignatureCheck> checks = new ConcurrentHashMap<>();

    private Receiver(HttpServer server, Terminal terminal, Clock clock) {
        this.server = server;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Starts a receiver; it rejects every webhook until it knows the endpoint's secret. */
    static Receiver start(Terminal terminal, Clock clock) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
        Receiver receiver = new Receiver(server, terminal, clock);
        for (SampleEndpoint endpoint : SampleEndpoint.values()) {
            server.createContext(endpoint.path(), exchange -> receiver.receive(exchange, endpoint));
        }
        server.start();
        return receiver;
    }

    /** Accepts webhooks for {@code endpoint} that are signed with {@code secret} from now on. */
    void trust(SampleEndpoint endpoint, String secret) {
        checks.put(endpoint, new SignatureCheck(List.of(secret), clock));
    }

    String urlOf(SampleEndpoint endpoint) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + endpoint.path();
    }

    void stop() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange, SampleEndpoint endpoint) throws IOException {
        try (exchange) {
            boolean isPost = exchange.getRequestMethod().equals("POST");
            exchange.sendResponseHeaders(isPost
                    ? ReceivedWebhook.read(exchange).map(webhook -> answerTo(webhook, endpoint)).orElse(413) : 405, -1);
        }
    }

    private int answerTo(ReceivedWebhook webhook, SampleEndpoint endpoint) {
        Optional<String> objection = Optional.ofNullable(checks.get(endpoint))
                .map(check -> check.objectionTo(webhook))
                .orElse(Optional.of("the endpoint's secret is not known yet"));
        objection.ifPresentOrElse(
                reason -> terminal.rejected(WebhookLine.rejected(endpoint, webhook, reason)),
                () -> terminal.accepted(WebhookLine.accepted(endpoint, webhook)));
        return objection.isPresent() ? 401 : 200;
    }
}
