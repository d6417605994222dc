package io.carillon.sending;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * The system's resolver, which also distinguishes a name that does not exist (the endpoint's fault) from a name service that
 * does not answer (ours). The name service counts as down when the system reports a temporary failure and no name has been
 * resolved for a minute, because a single broken domain causes the same error.
 */
final class NameResolver implements DnsResolver {

    private static final String TEMPORARY = "Temporary failure in name resolution";
    private static final Duration PROVEN_FOR = Duration.ofMinutes(1);
    /** How long the Java runtime caches a failed look-up; it repeats the failure without the reason. */
    private static final Duration CACHED_FOR = Duration.ofSeconds(10);

    private final Clock clock;
    private final DnsResolver system;
    private volatile Instant resolvedAt = Instant.MIN;
    private volatile Instant downAt = Instant.MIN;

    NameResolver(Clock clock) {
        this(clock, SystemDefaultDnsResolver.INSTANCE);
    }

    NameResolver(Clock clock, DnsResolver system) {
        this.clock = clock;
        this.system = system;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            InetAddress[] addresses = system.resolve(host);
            if (!isLiteral(host, addresses)) {
                resolvedAt = clock.instant();
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw isNameServiceDown(host, e) ? new NoNameService(e) : e;
        }
    }

    private boolean isNameServiceDown(String host, UnknownHostException failure) {
        Instant now = clock.instant();
        if (String.valueOf(failure.getMessage()).contains(TEMPORARY) && resolvedAt.plus(PROVEN_FOR).isBefore(now)) {
            downAt = now;
            return true;
        }
        return host.equals(failure.getMessage()) && downAt.plus(CACHED_FOR).isAfter(now);
    }

    private static boolean isLiteral(String host, InetAddress[] addresses) {
        return addresses.length == 1 && (host.contains(":") || host.equals(addresses[0].getHostAddress()));
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** No name service answered. */
    static final class NoNameService extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NoNameService(UnknownHostException failure) {
            super(failure.getMessage() + " (no name was resolved recently)");
            initCause(failure);
        }
    }
}
