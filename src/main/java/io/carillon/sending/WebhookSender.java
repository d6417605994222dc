package io.carillon.sending;

import static io.carillon.settings.Setting.DELIVERY_CONCURRENCY;
import static io.carillon.settings.Setting.DELIVERY_TIMEOUT;

import io.carillon.address.AddressRules;
import io.carillon.address.WebUrl;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.RequestForm;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.sending.Authentication.Unsigned;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.sending.DeliveryResult.Refused;
import io.carillon.sending.TargetAddressGuard.ForbiddenAddress;
import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes one attempt: sends one signed request and always returns a result. It blocks its thread up to the total deadline and
 * opens no transaction. Thread-safe; connections to receivers are kept open and shared.
 */
@ApplicationScoped
public class WebhookSender {

    private static final FactLog LOG = FactLog.of(WebhookSender.class);
    /** Connections in addition to those of deliveries, so that samples never make a delivery wait. */
    public static final int SAMPLES_AT_ONCE = 8;
    private static final int IDLE_SECONDS = 10;
    private static final int DEADLINE_THREADS = 2;
    private static final List<Authentication> AUTHENTICATIONS =
            List.of(new StandardSignature(), new TrackScoreSignature(), new HeaderSignature(), new HttpMessageSignature());

    private Settings settings;
    private AddressRules rules;
    private PayloadFormats formats;
    private Clock clock;
    private String version;

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledExecutorService deadlines;
    private ReceiverClients clients;
    private Authorizations authorizations;
    private SenderResources network;

    /** For the container's proxy. */
    protected WebhookSender() {
    }

    @Inject
    WebhookSender(Settings settings, AddressRules rules, PayloadFormats formats, Clock clock,
            @ConfigProperty(name = "carillon.version") String version) {
        this.settings = settings;
        this.rules = rules;
        this.formats = formats;
        this.clock = clock;
        this.version = version;
    }

    @PostConstruct
    void open() {
        connect(deadlines(threads), new SenderResources(new NameResolver(clock), null, new ThreadPoolExecutor(0,
                2 * settings.number(DELIVERY_CONCURRENCY), IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads)));
    }

    /**
     * The container's scheduler searches every archive for each task, which costs more than the rest of an attempt. These tasks
     * need none of its contexts.
     */
    private static ScheduledExecutorService deadlines(ThreadFactory threads) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(DEADLINE_THREADS, threads);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Opens the clients; {@code timer} ends attempts at their deadline. */
    void connect(ScheduledExecutorService timer, SenderResources resources) {
        deadlines = timer;
        network = resources;
        clients = new ReceiverClients(settings, rules, resources, timer);
        authorizations = new Authorizations(new AccessTokens(new TokenRequests(rules, clients, clock, userAgent()), clock));
    }

    @PreDestroy
    void close() {
        clients.close();
        deadlines.shutdownNow();
        network.lookUps().shutdownNow();
    }

    /**
     * Sends {@code webhook} once. Returns errors of the receiver and the network as a result and never throws them; may throw as
     * below.
     */
    public DeliveryResult send(Webhook webhook) {
        return send(sign(webhook, clock.instant()));
    }

    /** Returns the signed request that would be sent for {@code webhook} now; it may throw as below. */
    public WebhookRequest sign(Webhook webhook) {
        return sign(webhook, clock.instant());
    }

    /**
     * Returns the signed request of an attempt at {@code time}; unsigned if {@code webhook} has no credentials.
     *
     * @throws UnfilledTemplate if the endpoint has a template that cannot be filled
     */
    public WebhookRequest sign(Webhook webhook, Instant time) {
        PayloadFormat format = formats.of(webhook.target().format());
        RequestForm form = webhook.target().form();
        byte[] body = format.body(webhook);
        Map<String, String> headers = new LinkedHashMap<>(webhook.target().headers());
        headers.put(WebhookRequest.CONTENT_TYPE, format.mediaType(webhook));
        headers.put(HttpHeaders.USER_AGENT, userAgent());
        headers.put(form.names().sequence(), String.valueOf(webhook.message().sequence()));
        format.headers(webhook).forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        WebhookRequest request = new WebhookRequest(webhook.target().url(), form, headers, body, webhook.target().access());
        return webhook.credentials().isNone() ? request
                : signed(new Unsigned(webhook.message().id(), time, request), webhook.credentials());
    }

    private static WebhookRequest signed(Unsigned unsigned, Credentials credentials) {
        WebhookRequest request = unsigned.request();
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        AUTHENTICATIONS.forEach(authentication -> headers.putAll(authentication.headers(unsigned, credentials)));
        return new WebhookRequest(request.url(), request.form(), headers, request.bytes(), request.access());
    }

    /** Sends {@code request}, which was just signed, once. Returns errors of the receiver and the network as a result. */
    public DeliveryResult send(WebhookRequest request) {
        Instant startedAt = clock.instant();
        long start = System.nanoTime();
        WebUrl url;
        try {
            url = WebUrl.of(request.url());
        } catch (URISyntaxException e) {
            return new Refused(startedAt, millisSince(start), "the URL " + e.getReason());
        }
        Optional<String> objection = rules.objectionTo(url);
        if (objection.isPresent()) {
            return new Refused(startedAt, millisSince(start), "the URL " + objection.get());
        }
        try {
            Optional<String> authorization = authorizations.header(request.access());
            DeliveryResult result = exchange(url, request, authorization);
            if (result instanceof Answered answered) {
                authorization.ifPresent(header -> authorizations.answered(request.access(), header, answered.status()));
            }
            return result;
        } catch (NotAuthorized e) {
            return new NoAnswer(startedAt, millisSince(start), e.reason(), e.getMessage());
        }
    }

    /** The time for a token, which all attempts of an endpoint share, is not part of this one's. */
    private DeliveryResult exchange(WebUrl url, WebhookRequest request, Optional<String> authorization) {
        Instant startedAt = clock.instant();
        long start = System.nanoTime();
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        authorization.ifPresent(header -> headers.put(HttpHeaders.AUTHORIZATION, header));
        try (ReceiverClients.Lease lease = clients.forWebhooks(request.access().tls());
                Response response = ReceiverClients.send(lease.client(), request.method(), url, headers,
                        Entity.entity(request.bytes(), request.mediaType()))) {
            byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
            Duration retryAfter = RetryAfter.parse(response.getHeaderString("Retry-After"), clock.instant()).orElse(null);
            return new Answered(startedAt, millisSince(start), response.getStatus(), retryAfter,
                    ResponseReading.text(body, response.getMediaType()), response.getHeaderString(AttemptDeadline.NOTE),
                    ResponseHeaders.of(response));
        } catch (ProcessingException | IllegalArgumentException e) {
            return failure(url.host(), startedAt, millisSince(start), e);
        }
    }

    private String userAgent() {
        return "Carillon/" + version;
    }

    private static int millisSince(long start) {
        return (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private DeliveryResult failure(String host, Instant startedAt, int millis, Exception failure) {
        Optional<Throwable> forbidden = Causes.of(failure).filter(ForbiddenAddress.class::isInstance).findFirst();
        if (forbidden.isPresent()) {
            return new Refused(startedAt, millis, forbidden.get().getMessage());
        }
        Duration deadline = settings.duration(DELIVERY_TIMEOUT);
        Reason reason = Failures.reason(failure, millis, deadline);
        LOG.debug("attempt.unanswered", "host", host, "reason", Causes.root(failure));
        return new NoAnswer(startedAt, millis, reason, FailureWords.of(failure, reason, host, deadline));
    }
}
