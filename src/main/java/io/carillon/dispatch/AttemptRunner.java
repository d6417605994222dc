package io.carillon.dispatch;

import static io.carillon.settings.Setting.DELIVERY_CONCURRENCY;
import static io.carillon.settings.Setting.DELIVERY_TIMEOUT;

import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.EndpointAccess;
import io.carillon.endpoint.EndpointCredentials;
import io.carillon.endpoint.EndpointHeaders;
import io.carillon.endpoint.UnreadableSecret;
import io.carillon.message.Delivery;
import io.carillon.meter.Meters;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.sending.PayloadFormats;
import io.carillon.sending.UnfilledTemplate;
import io.carillon.sending.Verdict;
import io.carillon.sending.Webhook;
import io.carillon.sending.Webhook.Target;
import io.carillon.sending.WebhookSender;
import io.carillon.settings.Settings;
import io.carillon.trace.TraceSpan;
import io.carillon.trace.Traces;
import io.carillon.tracking.Outcome;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes one attempt of a claimed delivery, outside any transaction. A delivery whose attempt has no outcome is due again when
 * its lease ends.
 */
@ApplicationScoped
class AttemptRunner {

    private static final FactLog LOG = FactLog.of(AttemptRunner.class);
    /** No receiver can hold an attempt longer than this beyond its deadline; only a suspended node is that late. */
    private static final Duration SUSPENDED = Duration.ofSeconds(1);
    /** A node that is late each time is overloaded; then a missing response is recorded, or no attempt would ever count. */
    private static final int MOST_CLAIMS_OF_AN_ATTEMPT = 3;

    @Inject
    private WebhookSender sender;
    @Inject
    private PayloadFormats formats;
    @Inject
    private EndpointCredentials credentials;
    @Inject
    private EndpointHeaders headers;
    @Inject
    private EndpointAccess access;
    @Inject
    private Settings settings;
    @Inject
    private Traces traces;
    @Inject
    private Clock clock;

    private final LongAdder inFlight = new LongAdder();
    private volatile boolean stopping;

    @PostConstruct
    void measure() {
        Meters.IN_FLIGHT.follow(inFlight::sum);
        Meters.IN_FLIGHT_MAX.set(settings.number(DELIVERY_CONCURRENCY));
    }

    /** From now on no attempt starts, and a missing response does not count against the receiver. */
    void stopping() {
        stopping = true;
    }

    /** Whether the claim is too old for an attempt, which its lease would not outlast, or the node stops. */
    boolean isTooLate(ClaimedDelivery claimed) {
        return stopping || claimed.waitedLongerThan(DeliveryClaims.LEASE_MARGIN.dividedBy(2));
    }

    /** Returns the outcome, or nothing when the delivery is left to its next claim after the lease. */
    Optional<Outcome> make(ClaimedDelivery claimed) {
        TraceSpan span = AttemptSpans.begin(traces, claimed.delivery());
        Optional<Outcome> outcome = make(claimed.delivery(), span);
        AttemptSpans.end(span, outcome);
        return outcome;
    }

    private Optional<Outcome> make(Delivery delivery, TraceSpan span) {
        try {
            DeliveryResult result = send(delivery, span);
            if (result instanceof NoAnswer && (stopping || wasSuspended(delivery, result))) {
                LOG.info("delivery.left", "id", delivery.id(), "endpoint", delivery.endpoint().id(), "ms", result.millis(),
                        "note", (stopping ? "the node stops" : "the node was suspended") + "; due again when its lease ends");
                return Optional.empty();
            }
            return Optional.of(new Outcome(delivery, result, Verdict.of(result, formats.of(delivery.endpoint().format()))));
        } catch (RuntimeException e) {
            LOG.warn("attempt.failed", "id", delivery.id(), "endpoint", delivery.endpoint().id(), "reason", Causes.root(e));
            return Optional.empty();
        }
    }

    private DeliveryResult send(Delivery delivery, TraceSpan span) {
        Instant now = clock.instant();
        inFlight.increment();
        try {
            Credentials signing = credentials.at(now, delivery.endpoint());
            Target target = Target.of(delivery.endpoint(), traces.addTo(headers.of(delivery.endpoint()), span),
                    access.of(delivery.endpoint()));
            return sender.send(new Webhook(delivery.message(), target, delivery.attempts() + 1, signing));
        } catch (UnreadableSecret e) {
            return new NoAnswer(now, 0, Reason.NO_SECRET, e.getMessage());
        } catch (UnfilledTemplate e) {
            return new NoAnswer(now, 0, Reason.TEMPLATE, e.getMessage());
        } finally {
            inFlight.decrement();
        }
    }

    private boolean wasSuspended(Delivery delivery, DeliveryResult result) {
        return delivery.fence() - delivery.attempts() < MOST_CLAIMS_OF_AN_ATTEMPT
                && result.millis() > settings.duration(DELIVERY_TIMEOUT).plus(SUSPENDED).toMillis();
    }
}
