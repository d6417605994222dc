package io.carillon.address;

import static io.carillon.settings.Setting.ALLOWED_PORTS;
import static io.carillon.settings.Setting.ALLOWED_SUBNETS;
import static io.carillon.settings.Setting.ALLOW_HTTP;

import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides which addresses webhooks may be sent to. Carillon checks the URL when an endpoint is written, and every resolved
 * address again at each connection. The table follows the IANA special-purpose registries: all of IPv4 except its special
 * blocks is allowed, and of IPv6 only global unicast except its special blocks. {@code CARILLON_ALLOWED_SUBNETS} adds
 * exceptions.
 */
@ApplicationScoped
public class AddressRules {

    private static final String FORBIDDEN_NETWORK =
            "is in a network that webhooks must not reach, unless an operator allows it with CARILLON_ALLOWED_SUBNETS";
    private static final List<Subnet> FORBIDDEN = subnets("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");
    private static final Subnet GLOBAL_UNICAST = Subnet.of("2000::/3");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

    private Settings settings;
    private List<Subnet> allowed;
    private List<PortRange> ports;

    /** For the container's proxy. */
    protected AddressRules() {
    }

    @Inject
    public AddressRules(Settings settings) {
        this.settings = settings;
        allowed = subnets(settings.list(ALLOWED_SUBNETS).toArray(String[]::new));
        ports = settings.list(ALLOWED_PORTS).stream().map(PortRange::of).toList();
    }

    private static List<Subnet> subnets(String... blocks) {
        return Stream.of(blocks).map(Subnet::of).toList();
    }

    /** Whether a connection to {@code address} may be opened. */
    public boolean permits(InetAddress address) {
        byte[] bytes = address.getAddress();
        return allowed.stream().anyMatch(block -> block.contains(bytes)) || isPublic(address);
    }

    /** Whether {@code address} may be used without an exception, because it is of no private or special network. */
    public boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean possible = bytes.length == 4 || GLOBAL_UNICAST.contains(bytes);
        return possible && FORBIDDEN.stream().noneMatch(block -> block.contains(bytes));
    }

    /** Why {@code url} cannot be the URL of an endpoint, or empty if it can. Does not resolve the host name. */
    public Optional<String> objectionTo(String url) {
        try {
            return objectionTo(WebUrl.of(url));
        } catch (URISyntaxException e) {
            return Optional.of(e.getReason());
        }
    }

    /** The same for a URL that was read already. */
    public Optional<String> objectionTo(WebUrl url) {
        if (!url.scheme().equals("https") && !(url.scheme().equals("http") && settings.flag(ALLOW_HTTP))) {
            return Optional.of(settings.flag(ALLOW_HTTP) ? "must begin with https:// or http://"
                    : "must begin with https://, unless an operator allows http with CARILLON_ALLOW_HTTP");
        }
        if (url.user() != null) {
            return Optional.of("must not contain a user name or password");
        }
        if (ports.stream().noneMatch(range -> range.contains(url.effectivePort()))) {
            return Optional.of("must use one of the ports that CARILLON_ALLOWED_PORTS allows: "
                    + String.join(", ", settings.list(ALLOWED_PORTS)));
        }
        return objectionToHost(url.host());
    }

    private Optional<String> objectionToHost(String host) {
        boolean ipv4 = Ipv6.DOTTED.matcher(host).matches();
        boolean ipv6 = host.startsWith("[");
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String lastLabel = name.substring(name.lastIndexOf('.') + 1);
        if (lastLabel.equals("localhost") && !permits(InetAddress.getLoopbackAddress())) {
            return Optional.of(FORBIDDEN_NETWORK);
        }
        if (!ipv4 && !ipv6) {
            return NUMBER.matcher(lastLabel).matches()
                    ? Optional.of("must not have a host that ends in a number, except a plain IPv4 address") : Optional.empty();
        }
        try {
            return permits(InetAddress.getByName(host)) ? Optional.empty()
                    : Optional.of(FORBIDDEN_NETWORK);
        } catch (UnknownHostException e) {
            return Optional.of("is not a valid address");
        }
    }
}
