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
import java.util.function.Function;

/**
 * The receiving side: an HTTP server on a free port of the loopback address with one path per sample endpoint, and one for
 * endpoints that people create themselves. It answers 200 to a webhook if both signatures are valid, 401 to any other, and
 * prints a line for each; one path answers 503 to everything. It continues to answer while the service shuts down, so that the
 * last deliveries succeed.
 */
final class Receiver {

    /** Where endpoints that people create themselves may lead, with anything after it. */
    static final String OWN = "/yours";

    private static final int BACKLOG = 100;
    private static final int REFUSED = 401;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final Terminal terminal;
    private final Clock clock;
    private final Summary summary;
    private final Map<SampleEndpoint, SignatureCheck> checks = new ConcurrentHashMap<>();

    private Receiver(HttpServer server, Terminal terminal, Clock clock, Summary summary) {
        this.server = server;
        this.terminal = terminal;
        this.clock = clock;
        this.summary = summary;
    }

    /** Starts a receiver; it rejects every webhook until it knows the endpoint's secret. */
    static Receiver start(Terminal terminal, Clock clock, Summary summary) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
        Receiver receiver = new Receiver(server, terminal, clock, summary);
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

    /** Accepts webhooks below {@link #OWN} that are signed with a secret of {@code endpoints} from now on. */
    void trust(OwnEndpoints endpoints) {
        server.createContext(OWN, exchange -> answer(exchange, "yours", REFUSED,
                webhook -> endpoints.objectionTo(webhook, urlOf(exchange.getRequestURI().getRawPath()), clock)));
    }

    String urlOf(SampleEndpoint endpoint) {
        return urlOf(endpoint.path());
    }

    String urlOf(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void stop() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange, SampleEndpoint endpoint) throws IOException {
        if (endpoint == SampleEndpoint.DOWN) {
            answer(exchange, endpoint.delivery(), UNAVAILABLE, webhook -> Optional.of("this receiver is down on purpose"));
        } else {
            answer(exchange, endpoint.delivery(), REFUSED, webhook -> Optional.ofNullable(checks.get(endpoint))
                    .map(check -> check.objectionTo(webhook))
                    .orElse(Optional.of("the endpoint's secret is not known yet")));
        }
    }

    private void answer(HttpExchange exchange, String kind, int refusal,
            Function<ReceivedWebhook, Optional<String>> objections) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            Optional<ReceivedWebhook> webhook = ReceivedWebhook.read(exchange);
            Optional<String> objection = webhook.flatMap(objections);
            webhook.ifPresent(read -> say(kind, read, objection));
            exchange.sendResponseHeaders(webhook.isEmpty() ? 413 : objection.isPresent() ? refusal : 200, -1);
        }
    }

    private void say(String kind, ReceivedWebhook webhook, Optional<String> objection) {
        objection.ifPresentOrElse(reason -> {
            terminal.rejected(WebhookLine.rejected(kind, webhook, reason));
            summary.failed();
        }, () -> {
            terminal.accepted(WebhookLine.accepted(kind, webhook));
            summary.received();
        });
    }
}
