package io.carillon.sending;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;

/** Builds a pool of connections through a proxy. To the client they are like any other, with a judged address and its own TLS. */
final class TunnelledConnections extends PoolingHttpClientConnectionManagerBuilder {

    private final OutgoingProxy proxy;

    TunnelledConnections(OutgoingProxy proxy) {
        this.proxy = proxy;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(SchemePortResolver ports, DnsResolver names,
            TlsSocketStrategy tls) {
        return new DefaultHttpClientConnectionOperator(unused -> proxy.socket(), ports, names,
                RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    }
}
