package io.carillon.sending;

import io.carillon.address.AddressRules;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Format;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.RequestForm;
import io.carillon.message.Announcement;
import io.carillon.message.Message;
import io.carillon.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** A real sender with a deadline of one second, outside the container. */
final class Sending implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(1);
    /** How long an attempt may seem to take on a crowded machine, in milliseconds; receivers that hang do so for ten seconds. */
    static final int MOST_MILLIS = 5_000;
    static final PayloadFormats FORMATS = with(new ThinFormat());

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final ExecutorService lookUps = Executors.newCachedThreadPool();
    private final WebhookSender sender;

    /** Anything on 127.0.0.1 may be reached, nothing else on this machine; {@code tls} may be null. */
    Sending(SSLContext tls, DnsResolver names) {
        this(FORMATS, tls, names);
    }

    Sending(PayloadFormats formats) {
        this(formats, null, SystemDefaultDnsResolver.INSTANCE);
    }

    Sending() {
        this(FORMATS);
    }

    private Sending(PayloadFormats formats, SSLContext tls, DnsResolver names) {
        this(formats, tls, names, Map.of());
    }

    /** With {@code more} settings. */
    Sending(SSLContext tls, DnsResolver names, Map<String, String> more) {
        this(FORMATS, tls, names, more);
    }

    private Sending(PayloadFormats formats, SSLContext tls, DnsResolver names, Map<String, String> more) {
        Map<String, String> texts = new HashMap<>(Map.of("carillon.delivery.timeout", DEADLINE.toString(),
                "carillon.delivery.concurrency", "16", "carillon.allow.http", "true",
                "carillon.allowed.subnets", "127.0.0.1/32"));
        texts.putAll(more);
        Settings settings = Settings.of(texts);
        sender = new WebhookSender(settings, new AddressRules(settings), formats, Clock.systemUTC(), "test");
        sender.connect(timer, new SenderResources(names, tls, lookUps));
    }

    /** All formats, with {@code thin} for the first one. */
    static PayloadFormats with(ThinFormat thin) {
        return new PayloadFormats(List.of(thin, new FullFormat(), new CloudEventsFormat(), new CloudEventsBinaryFormat(),
                new TemplateFormat()));
    }

    DeliveryResult to(String url) {
        return to(url, ReceiverAccess.NONE);
    }

    DeliveryResult to(String url, ReceiverAccess access) {
        return sender.send(webhook(new Webhook.Target(url, Format.THIN, null, RequestForm.STANDARD, Map.of(), access)));
    }

    WebhookRequest sign(Webhook.Target target) {
        return sign(webhook(target));
    }

    WebhookRequest sign(Webhook webhook) {
        return sender.sign(webhook, Instant.now());
    }

    private static Webhook webhook(Webhook.Target target) {
        Instant at = Instant.parse("2025-06-09T10:30:00Z");
        Message message = new Message("wh_1", new Announcement(1, "team", "t1", "update", "team.updated", DeliveryMode.INSTANT,
                1, at, at, null), 7, at);
        return new Webhook(message, target, 1, Signing.with("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    @Override
    public void close() {
        sender.close();
        timer.shutdownNow();
        lookUps.shutdownNow();
    }
}
