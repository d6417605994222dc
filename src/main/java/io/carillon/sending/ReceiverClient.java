package io.carillon.sending;

import static io.carillon.settings.Setting.DELIVERY_CONCURRENCY;

import io.carillon.settings.Settings;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestContext;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.glassfish.jersey.apache5.connector.Apache5ClientProperties;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.apache5.connector.Apache5HttpClientBuilderConfigurator;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.glassfish.jersey.client.RequestEntityProcessing;

/**
 * Builds the JAX-RS client for requests to receivers, which are not trusted: no redirects, cookies, authentication or
 * decompression, limited header lines, checked addresses, a total deadline, and only clean connections are used again. The client
 * is Jersey's on every server, because another one ends its attempts elsewhere.
 */
final class ReceiverClient {

    private static final int MAX_CONNECT_SECONDS = 5;
    /** Less than receivers keep an idle connection: one that they close just as a request leaves loses the request. */
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(1);
    /** Payara's tracing filter in every client reads this; without it, it starts and discards a span for each attempt. */
    private static final String TRACED = "fish.payara.requesttracing.jaxrs.client.TracingPredicate";

    private ReceiverClient() {
    }

    /**
     * Builds a client.
     *
     * @param longest how long an exchange may take
     * @param names   resolves names
     * @param pool    builds the pool of connections
     * @param tls     null for the platform's trust store
     */
    static Client build(Settings settings, Duration longest, DnsResolver names, PoolingHttpClientConnectionManagerBuilder pool,
            SSLContext tls, ScheduledExecutorService scheduler) {
        Timeout deadline = Timeout.of(longest);
        Timeout connect = Timeout.ofMilliseconds(
                Math.min(deadline.toMilliseconds() / TargetAddressGuard.MAX_ADDRESSES,
                        TimeUnit.SECONDS.toMillis(MAX_CONNECT_SECONDS)));
        ClientConfig config = new ClientConfig()
                .connectorProvider(new Apache5ConnectorProvider())
                .property(Apache5ClientProperties.CONNECTION_MANAGER,
                        connections(settings, deadline, pool.setDnsResolver(names), tls, connect))
                .property(Apache5ClientProperties.REQUEST_CONFIG, RequestConfig.custom()
                        .setConnectionRequestTimeout(deadline).setResponseTimeout(deadline)
                        .setRedirectsEnabled(false).setAuthenticationEnabled(false).setContentCompressionEnabled(false)
                        .setProtocolUpgradeEnabled(false).build())
                .property(Apache5ClientProperties.DISABLE_COOKIES, true)
                .property(TRACED, (Predicate<ClientRequestContext>) request -> false)
                .property(ClientProperties.FOLLOW_REDIRECTS, false)
                .property(ClientProperties.REQUEST_ENTITY_PROCESSING, RequestEntityProcessing.BUFFERED)
                .property(ClientProperties.CONNECT_TIMEOUT, connect.toMillisecondsIntBound())
                .property(ClientProperties.READ_TIMEOUT, deadline.toMillisecondsIntBound())
                .register((Apache5HttpClientBuilderConfigurator) builder -> harden(builder)
                        .addExecInterceptorFirst("deadline",
                                new AttemptDeadline(scheduler, longest))
                        .addExecInterceptorAfter(ChainElement.PROTOCOL.name(), "repeat", CleanConnections::sendUntilAnswered));
        return new JerseyClientBuilder().withConfig(config).build();
    }

    private static HttpClientConnectionManager connections(Settings settings, Timeout deadline,
            PoolingHttpClientConnectionManagerBuilder pool, SSLContext tls, Timeout connect) {
        return pool
                .setTlsSocketStrategy(tls == null ? DefaultClientTlsStrategy.createDefault() : new DefaultClientTlsStrategy(tls))
                .setConnectionFactory(ResponseReading.connections())
                .setMaxConnTotal(settings.number(DELIVERY_CONCURRENCY) + WebhookSender.SAMPLES_AT_ONCE)
                .setMaxConnPerRoute(settings.number(DELIVERY_CONCURRENCY) + WebhookSender.SAMPLES_AT_ONCE)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect).setSocketTimeout(deadline)
                        .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND) // CleanConnections looks each time
                        .setTimeToLive(TimeValue.ofMinutes(1)).build())
                .build();
    }

    private static HttpClientBuilder harden(HttpClientBuilder builder) {
        return builder.setRequestExecutor(new CleanConnections()).setRoutePlanner(new ReceiverRoutes())
                .disableAutomaticRetries().disableRedirectHandling().disableCookieManagement()
                .disableAuthCaching().disableContentCompression().disableDefaultUserAgent()
                .evictExpiredConnections().evictIdleConnections(LONGEST_IDLE)
                .setKeepAliveStrategy((response, context) -> LONGEST_IDLE);
    }
}
