package io.carillon.sending;

import static io.carillon.settings.Setting.DELIVERY_TIMEOUT;

import io.carillon.address.AddressRules;
import io.carillon.address.WebUrl;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.settings.Settings;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * The clients of attempts. Receivers that ask for nothing share one. Each certificate and each set of authorities has a client of
 * its own, so that no endpoint gets a connection that was opened with those of another; it is opened when it is first needed, and
 * closed after a minute without requests. Thread-safe.
 */
final class ReceiverClients implements AutoCloseable {

    /** What is left of a lease for a token, before the attempt itself begins; less if attempts may take less. */
    private static final Duration LONGEST_TOKEN_REQUEST = Duration.ofSeconds(4);
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);
    private static final int LOOK_SECONDS = 20;

    private final Settings settings;
    private final AddressRules rules;
    private final SenderResources resources;
    private final ScheduledExecutorService scheduler;
    private final Optional<OutgoingProxy> proxy;
    private final Client ordinary;
    private final Map<Kind, Special> specials = new ConcurrentHashMap<>();

    ReceiverClients(Settings settings, AddressRules rules, SenderResources resources, ScheduledExecutorService scheduler) {
        this.settings = settings;
        this.rules = rules;
        this.resources = resources;
        this.scheduler = scheduler;
        proxy = OutgoingProxy.of(settings, resources);
        ordinary = open(settings.duration(DELIVERY_TIMEOUT), resources.tls());
        scheduler.scheduleWithFixedDelay(() -> closeUnused(LONGEST_IDLE), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** What a client is for. */
    private record Kind(TlsMaterial tls, boolean isForTokens) {
    }

    /** How long a request for a token may take. */
    Duration tokenDeadline() {
        Duration attempt = settings.duration(DELIVERY_TIMEOUT);
        return attempt.compareTo(LONGEST_TOKEN_REQUEST) < 0 ? attempt : LONGEST_TOKEN_REQUEST;
    }

    /** A client for webhooks, to be closed when the response was read. */
    Lease forWebhooks(TlsMaterial tls) {
        return tls.equals(TlsMaterial.NONE) ? new Lease(ordinary, () -> { }) : special(new Kind(tls, false));
    }

    /** A client for token endpoints, which are dialled like the receiver; otherwise as above. */
    Lease forTokens(TlsMaterial tls) {
        return special(new Kind(tls, true));
    }

    private Lease special(Kind kind) {
        Special special = specials.compute(kind, (same, open) -> (open == null ? new Special(open(kind)) : open).taken());
        return new Lease(special.client, () -> specials.computeIfPresent(kind, (same, open) -> open.givenBack()));
    }

    private Client open(Kind kind) {
        return open(kind.isForTokens ? tokenDeadline() : settings.duration(DELIVERY_TIMEOUT),
                kind.tls.equals(TlsMaterial.NONE) ? resources.tls() : TlsContexts.of(kind.tls));
    }

    private Client open(Duration deadline, SSLContext tls) {
        return ReceiverClient.build(settings, deadline,
                new TargetAddressGuard(rules, resources, deadline, proxy.filter(OutgoingProxy::resolves).isPresent()),
                proxy.<PoolingHttpClientConnectionManagerBuilder>map(TunnelledConnections::new)
                        .orElseGet(PoolingHttpClientConnectionManagerBuilder::create), tls, scheduler);
    }

    /** Closes the special clients that were not used for {@code time}; returns how many are left. */
    int closeUnused(Duration time) {
        specials.keySet().forEach(kind ->
                specials.computeIfPresent(kind, (same, open) -> open.isClosedAfter(time) ? null : open));
        return specials.size();
    }

    /** Sends {@code body}; see {@link ReceiverRoutes} for the URL. */
    static Response send(Client client, String method, WebUrl url, Map<String, String> headers, Entity<?> body) {
        Invocation.Builder invocation =
                client.target(URI.create(url.scheme() + "://" + ReceiverRoutes.STAND_IN + url.path())).request();
        headers.forEach(invocation::header);
        invocation.header(HttpHeaders.HOST, url.authority());
        return invocation.method(method, body);
    }

    @Override
    public void close() {
        ordinary.close();
        specials.values().forEach(special -> special.client.close());
        specials.clear();
    }

    /** The right to use a client, which is not closed before the lease. */
    record Lease(Client client, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /** A client and its users; only changed within the map. */
    private static final class Special {
        private final Client client;
        private int users;
        private long idleSince;

        Special(Client client) {
            this.client = client;
        }

        Special taken() {
            users++;
            return this;
        }

        Special givenBack() {
            users--;
            idleSince = System.nanoTime();
            return this;
        }

        boolean isClosedAfter(Duration time) {
            if (users > 0 || System.nanoTime() - idleSince < time.toNanos()) {
                return false;
            }
            client.close();
            return true;
        }
    }
}
