package io.carillon.sending;

import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;

/**
 * External resources of attempts: name resolution, trusted certificates, and threads for look-ups, which cannot be interrupted.
 *
 * @param names   the resolver whose answers are checked
 * @param tls     the trusted certificates; null for the platform's trust store
 * @param lookUps threads that may wait for a resolver that does not answer
 */
record SenderResources(DnsResolver names, SSLContext tls, ExecutorService lookUps) {
}
