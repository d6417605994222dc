package io.carillon.process.door;

import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.ChunkedTransferEncoding;
import org.glassfish.grizzly.http.FixedLengthTransferEncoding;
import org.glassfish.grizzly.http.HttpServerFilter;

/** Makes a listener read requests as RFC 9112 says, where the server's parser alone does not. */
final class GuardedParser {

    private GuardedParser() {
    }

    /** To be called before the listener with these filters takes its first connection; later calls change nothing. */
    static synchronized void install(FilterChain listener, ArrivingBodies bodies) {
        int index = listener.indexOfType(HttpServerFilter.class);
        if (index >= 0 && listener.indexOfType(IgnoredUpgrade.class) < 0) {
            HttpServerFilter parser = (HttpServerFilter) listener.get(index);
            parser.getMonitoringConfig().addProbes(new RequestCheck());
            BodyReader.replace(parser, ChunkedTransferEncoding.class, StrictChunks::new);
            BodyReader.replace(parser, FixedLengthTransferEncoding.class, SafeRest::new);
            listener.add(index + 1, new IgnoredUpgrade());
            listener.add(index + 2, new WholeRequests(bodies));
            listener.add(index + 3, new ReasonPhrase());
        }
    }
}
