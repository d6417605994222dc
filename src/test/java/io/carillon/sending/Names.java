package io.carillon.sending;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.hc.client5.http.DnsResolver;

/** A resolver that answers as a test says. */
record Names(LookUp lookUp) implements DnsResolver {

    /** One look-up. */
    interface LookUp {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** A resolver whose answers, each a list of addresses, follow one another; the last one stays. */
    static DnsResolver leadingTo(String... answers) {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(answers));
        return new Names(host -> {
            String[] answer = (left.size() > 1 ? left.poll() : left.peek()).split(",");
            InetAddress[] addresses = new InetAddress[answer.length];
            for (int i = 0; i < answer.length; i++) {
                addresses[i] = InetAddress.getByName(answer[i]);
            }
            return addresses;
        });
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return lookUp.addresses(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
