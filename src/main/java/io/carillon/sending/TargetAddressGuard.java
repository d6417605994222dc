package io.carillon.sending;

import io.carillon.address.AddressRules;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The client's only way to resolve a name. It checks every address of the name and returns only checked addresses to the
 * client, so a name that changes between the check and the connection has no effect. It waits for the resolver until the
 * deadline at most. If a proxy looks names up, there is nothing to check but plain addresses.
 */
final class TargetAddressGuard implements DnsResolver {

    /** Further addresses are not tried, so that unreachable ones cannot use up the deadline. */
    static final int MAX_ADDRESSES = 2;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final AddressRules rules;
    private final SenderResources network;
    private final Duration deadline;
    private final boolean leavesNames;

    /** {@code leavesNames}: whether a proxy looks names up. */
    TargetAddressGuard(AddressRules rules, SenderResources network, Duration deadline, boolean leavesNames) {
        this.rules = rules;
        this.network = network;
        this.deadline = deadline;
        this.leavesNames = leavesNames;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return leavesNames && !ADDRESS.matcher(host).matches() ? List.of(InetSocketAddress.createUnresolved(ascii(host), port))
                : DnsResolver.super.resolve(host, port);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = network.lookUp(network.names(), ascii(host), deadline);
        for (InetAddress address : addresses) {
            if (!rules.permits(address)) {
                throw new ForbiddenAddress(host, address);
            }
        }
        return addresses.length <= MAX_ADDRESSES ? addresses : Arrays.copyOf(addresses, MAX_ADDRESSES);
    }

    /** HttpClient turns the {@code xn--} labels of a host into Unicode with {@link IDN}; this undoes it. */
    private static String ascii(String host) {
        return host.chars().allMatch(c -> c < 0x80) ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** A name resolves to an address that webhooks must not reach. */
    static final class ForbiddenAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddress(String host, InetAddress address) {
            super(host + " resolves to " + address.getHostAddress() + ", which is in a network that webhooks must not reach;"
                    + " nothing was sent. An operator can allow it with CARILLON_ALLOWED_SUBNETS");
        }
    }
}
