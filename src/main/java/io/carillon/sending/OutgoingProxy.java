package io.carillon.sending;

import static io.carillon.settings.Setting.OUTGOING_PROXY;
import static io.carillon.settings.Setting.OUTGOING_PROXY_PASSWORD;
import static io.carillon.settings.Setting.OUTGOING_PROXY_RESOLVES;
import static io.carillon.settings.Setting.OUTGOING_PROXY_USER;

import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * The HTTP proxy through which connections to receivers leave: each is a tunnel (CONNECT), for {@code http} too, so that the
 * proxy connects to the address that was judged and what is sent is the same as without it. Thread-safe.
 */
final class OutgoingProxy {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] ([1-5][0-9]{2})(?: .*)?");
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int WRONG_PASSWORD = 407;
    /** A proxy that opened a tunnel within this time can reach the outside, so that the receiver is what it cannot reach. */
    private static final Duration PROVEN_FOR = Duration.ofMinutes(1);

    private final URI url;
    private final String authorization;
    private final boolean resolves;
    private final SenderResources network;
    private volatile Long provenAt;

    private OutgoingProxy(Settings settings, SenderResources network) {
        url = URI.create(settings.word(OUTGOING_PROXY));
        authorization = settings.text(OUTGOING_PROXY_USER).map(user -> "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString((user + ":" + settings.word(OUTGOING_PROXY_PASSWORD))
                        .getBytes(StandardCharsets.UTF_8)) + "\r\n").orElse("");
        resolves = settings.flag(OUTGOING_PROXY_RESOLVES);
        this.network = network;
    }

    /** The proxy of this installation, if it has one. */
    static Optional<OutgoingProxy> of(Settings settings, SenderResources network) {
        return settings.isSet(OUTGOING_PROXY) ? Optional.of(new OutgoingProxy(settings, network)) : Optional.empty();
    }

    /** Whether the proxy looks up the names of receivers. */
    boolean resolves() {
        return resolves;
    }

    /** A socket that connects through a tunnel. */
    Socket socket() {
        return new Tunnel();
    }

    /** Connects to the proxy, and asks it to connect to the target. */
    private final class Tunnel extends Socket {

        private final long start = System.nanoTime();

        Tunnel() {
            super(Proxy.NO_PROXY);
        }

        @Override
        public void connect(SocketAddress target, int timeout) throws IOException {
            try {
                super.connect(address(timeout), timeout);
            } catch (IOException e) {
                throw new ProxyFailure(Reason.PROXY, isLate(e) ? "could not be reached in time" : "could not be reached", e);
            }
            int usual = getSoTimeout();
            String head;
            try {
                getOutputStream().write(request((InetSocketAddress) target));
                head = head(timeout);
            } catch (IOException e) {
                throw isLate(e) ? new ProxyFailure(notReached(), "did not open a connection to the receiver in time", e)
                        : new ProxyFailure(Reason.PROXY, "closed the connection without an answer", e);
            }
            judge(head);
            setSoTimeout(usual);
        }

        private InetSocketAddress address(int timeout) throws UnknownHostException {
            return new InetSocketAddress(network.lookUp(SystemDefaultDnsResolver.INSTANCE, url.getHost(),
                    Duration.ofMillis(timeout))[0], url.getPort());
        }

        /** The deadline of the attempt closes the socket. */
        private boolean isLate(IOException failure) {
            return failure instanceof SocketTimeoutException || isClosed();
        }

        private byte[] request(InetSocketAddress target) {
            String host = target.isUnresolved() ? target.getHostString() : target.getAddress().getHostAddress();
            String authority = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + target.getPort();
            return ("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + authorization + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        /** The answer up to the empty line. What follows is the receiver's, so it is read byte by byte. */
        private String head(int timeout) throws IOException {
            InputStream in = getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\n\r\n", head.length() - 3) < 0 && head.indexOf("\n\n", head.length() - 2) < 0) {
                long left = timeout - Duration.ofNanos(System.nanoTime() - start).toMillis();
                if (left <= 0) {
                    throw new SocketTimeoutException("the head of the answer did not end");
                }
                setSoTimeout((int) left);
                int next = in.read();
                if (next < 0 || head.length() == LONGEST_HEAD) {
                    throw new IOException("the answer has no end of its head");
                }
                head.append((char) next);
            }
            return head.toString();
        }

        private void judge(String head) throws ProxyFailure {
            Matcher line = STATUS.matcher(head.lines().findFirst().orElse(""));
            if (!line.matches()) {
                throw new ProxyFailure(Reason.PROXY, "did not answer in HTTP", null);
            }
            int status = Integer.parseInt(line.group(1));
            if (status >= 500) {
                throw new ProxyFailure(notReached(), "could not connect to the receiver (" + status + ")", null);
            }
            if (status == WRONG_PASSWORD) {
                throw new ProxyFailure(Reason.PROXY, "asks for another user or password (407)", null);
            }
            if (status < 200 || status >= 300) {
                throw new ProxyFailure(Reason.PROXY, "refuses to connect to the receiver (" + status + ")", null);
            }
            provenAt = System.nanoTime();
        }
    }

    private Reason notReached() {
        Long proven = provenAt;
        return proven != null && System.nanoTime() - proven < PROVEN_FOR.toNanos() ? Reason.NOT_CONNECTED : Reason.PROXY;
    }
}
