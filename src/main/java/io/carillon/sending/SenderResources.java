package io.carillon.sending;

import io.carillon.sending.FailureWords.NameNotLookedUp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** Asks {@code resolver} for the addresses of {@code host}, and waits for it for {@code patience} at most. */
    InetAddress[] lookUp(DnsResolver resolver, String host, Duration patience) throws UnknownHostException {
        try {
            Future<InetAddress[]> answer = lookUps.submit(() -> resolver.resolve(host));
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
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
}
