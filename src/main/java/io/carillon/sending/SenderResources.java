package io.carillon.sending;

import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;

/**
 * What attempts need of the world: names, trusted certificates, and threads for look-ups, which nothing can interrupt.
 *
 * @param names   the resolver whose answers are judged
 * @param tls     the certificates to trust; null for the platform's trust store
 * @param lookUps threads that may wait for a resolver that does not answer
 */
record SenderResources(DnsResolver names, SSLContext tls, ExecutorService lookUps) {
}
