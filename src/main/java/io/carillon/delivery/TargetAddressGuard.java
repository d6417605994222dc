package io.carillon.delivery;

import io.carillon.platform.AddressRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The client's only way from a name to an address: every address of a name is judged, and exactly the judged ones are
 * dialled, so a name that changes between the check and the connection gains nothing.
 */
final class TargetAddressGuard implements DnsResolver {

    /** More addresses than this are not tried, so that dead ones cannot use up the deadline. */
    private static final int MAX_ADDRESSES = 2;

    private final AddressRules rules;
    private final DnsResolver names;

    TargetAddressGuard(AddressRules rules, DnsResolver names) {
        this.rules = rules;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!rules.permits(address)) {
                throw new ForbiddenAddress(host, address);
            }
        }
        return addresses.length <= MAX_ADDRESSES ? addresses : java.util.Arrays.copyOf(addresses, MAX_ADDRESSES);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** A name leads to an address that webhooks must not reach. */
    static final class ForbiddenAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddress(String host, InetAddress address) {
            super(host + " resolves to " + address.getHostAddress() + ", which lies in a network that webhooks must not reach");
        }
    }
}
