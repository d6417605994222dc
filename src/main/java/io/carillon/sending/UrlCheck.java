package io.carillon.sending;

import static io.carillon.settings.Setting.DELIVERY_TIMEOUT;

import io.carillon.address.AddressRules;
import io.carillon.address.WebUrl;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.platform.EnumWords;
import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.sending.TargetAddressGuard.ForbiddenAddress;
import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Tries the way to a receiver without a request: judges the URL, resolves the name, connects to an address that was judged, and
 * makes the TLS handshake. Then it closes the connection; it sends nothing of HTTP, and takes as long as an attempt at most.
 */
@ApplicationScoped
public class UrlCheck {

    /** How many checks may be under way at once. */
    public static final int AT_ONCE = 4;
    private static final String CONNECTED = "connected";
    private static final int IDLE_SECONDS = 10;

    private AddressRules rules;
    private Settings settings;
    private Duration deadline;
    private Clock clock;

    @Resource
    private ManagedThreadFactory threads;
    @Resource
    private ManagedScheduledExecutorService scheduler;

    private ScheduledExecutorService timer;
    private SenderResources network;
    private Optional<OutgoingProxy> proxy;

    /** For the container's proxy. */
    protected UrlCheck() {
    }

    @Inject
    UrlCheck(Settings settings, AddressRules rules, Clock clock) {
        this.settings = settings;
        this.rules = rules;
        this.deadline = settings.duration(DELIVERY_TIMEOUT);
        this.clock = clock;
    }

    @PostConstruct
    void open() {
        connect(scheduler, new SenderResources(new NameResolver(clock), null, new ThreadPoolExecutor(0, 2 * AT_ONCE,
                IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads)));
    }

    /** {@code ending} ends checks at their deadline. */
    void connect(ScheduledExecutorService ending, SenderResources resources) {
        timer = ending;
        network = resources;
        proxy = OutgoingProxy.of(settings, resources);
    }

    @PreDestroy
    void close() {
        network.lookUps().shutdownNow();
    }

    /**
     * Checks {@code text}. Errors of the receiver and the network are results.
     *
     * @param showsPrivate whether the caller may learn addresses in private networks that are allowed
     * @param tls          what the connection needs
     */
    public CheckedUrl check(String text, boolean showsPrivate, TlsMaterial tls) {
        long start = System.nanoTime();
        try {
            WebUrl url = WebUrl.of(text);
            Optional<String> objection = rules.objectionTo(url);
            return objection.isPresent() ? refused(objection.get(), start) : check(url, showsPrivate, tls, start);
        } catch (URISyntaxException e) {
            return refused(e.getReason(), start);
        }
    }

    private CheckedUrl check(WebUrl url, boolean showsPrivate, TlsMaterial material, long start) {
        List<InetSocketAddress> addresses;
        try {
            addresses = new TargetAddressGuard(rules, network, deadline, proxy.filter(OutgoingProxy::resolves).isPresent())
                    .resolve(url.host(), url.effectivePort());
        } catch (ForbiddenAddress e) {
            return refused("has a host that resolves to an address in a network that webhooks must not reach", start);
        } catch (UnknownHostException e) {
            return failed(url.host(), e, List.of(), start);
        }
        List<String> shown = addresses.stream().filter(target -> !target.isUnresolved()).map(InetSocketAddress::getAddress)
                .filter(address -> showsPrivate || rules.isPublic(address)).map(InetAddress::getHostAddress).toList();
        try (Socket socket = connected(addresses, start)) {
            SSLSession session = url.scheme().equals("https") ? handshake(socket, url, context(material), start) : null;
            return new CheckedUrl(null, CONNECTED, null, shown, session == null ? null : session.getProtocol(),
                    session == null ? null : endOfCertificate(session), millisSince(start));
        } catch (IOException e) {
            return failed(url.host(), e, shown, start);
        }
    }

    /** A connection to the first address that takes one. */
    private Socket connected(List<InetSocketAddress> addresses, long start) throws IOException {
        IOException failure = null;
        for (InetSocketAddress address : addresses) {
            Socket socket = proxy.map(OutgoingProxy::socket).orElseGet(() -> new Socket(Proxy.NO_PROXY));
            try {
                socket.connect(address, Math.max(millisLeft(start) / addresses.size(), 1));
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure == null ? new UnknownHostException("the name has no address") : failure;
    }

    /** At the deadline the socket is closed, however the other side keeps the handshake going. */
    private SSLSession handshake(Socket socket, WebUrl url, SSLContext context, long start) throws IOException {
        var cut = timer.schedule(() -> {
            socket.close();
            return null;
        }, millisLeft(start), TimeUnit.MILLISECONDS);
        try {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, url.host(), url.effectivePort(), false);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return tls.getSession();
        } finally {
            cut.cancel(false);
        }
    }

    private SSLContext context(TlsMaterial material) {
        return network.tls() != null && material.equals(TlsMaterial.NONE) ? network.tls() : TlsContexts.of(material);
    }

    private static Instant endOfCertificate(SSLSession session) throws IOException {
        return ((X509Certificate) session.getPeerCertificates()[0]).getNotAfter().toInstant();
    }

    private CheckedUrl failed(String host, IOException failure, List<String> addresses, long start) {
        int millis = millisSince(start);
        boolean isLate = millis >= deadline.toMillis() && ProxyFailure.in(failure).isEmpty();
        Reason reason = isLate ? Reason.TIMEOUT : Failures.reason(failure, millis, deadline);
        return new CheckedUrl(null, EnumWords.of(reason), FailureWords.of(failure, reason, host, deadline), addresses, null, null,
                millis);
    }

    private static CheckedUrl refused(String objection, long start) {
        return new CheckedUrl(objection, null, null, List.of(), null, null, millisSince(start));
    }

    private int millisLeft(long start) {
        return Math.max((int) deadline.toMillis() - millisSince(start), 1);
    }

    private static int millisSince(long start) {
        return (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
