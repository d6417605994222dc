package io.carillon.sending;

import io.carillon.address.AddressRules;
import io.carillon.sending.FailureWords.NameNotLookedUp;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The client's only way to resolve a name. It checks every address of the name and returns only checked addresses to the
 * client, so a name that changes between the check and the connection has no effect. It waits for the resolver until the
 * deadline at most.
 */
final class TargetAddressGuard implements DnsResolver {

    /** Further addresses are not tried, so that unreachable ones cannot use up the deadline. */
    static final int MAX_ADDRESSES = 2;

    private final AddressRules rules;
    private final SenderResources network;
    private final Duration deadline;

    TargetAddressGuard(AddressRules rules, SenderResources network, Duration deadline) {
        this.rules = rules;
        this.network = network;
        this.deadline = deadline;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookUp(ascii(host));
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

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        try {
            Future<InetAddress[]> answer = network.lookUps().submit(() -> network.names().resolve(host));
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw failed(host + ": the name could not be resolved", e);
        } catch (TimeoutException e) {
            throw failed(host + ": no name server answered in time", e);
        } catch (RejectedExecutionException e) {
            throw failed(host + ": too many names are being looked up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(host + ": interrupted", e);
        }
    }

    private static UnknownHostException failed(String words, Exception cause) {
        return new NameNotLookedUp(words, cause);
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
