package io.carillon.dispatch;

import io.carillon.delivery.DeliveryResult;
import io.carillon.delivery.DeliveryResult.Answered;
import io.carillon.delivery.DeliveryResult.NoAnswer;
import io.carillon.delivery.Webhook;
import io.carillon.delivery.Webhook.Target;
import io.carillon.delivery.WebhookSender;
import io.carillon.message.Delivery;
import io.carillon.platform.FactLog;
import io.carillon.platform.Settings;
import io.carillon.registry.SigningSecrets;
import io.carillon.tracking.Outcomes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One attempt of a claimed delivery: sends it, outside any transaction, and sees to it that its outcome is recorded. An
 * outcome that cannot be recorded now, because the database is away, is recorded as soon as it can be while the lease
 * lasts. What is left without an outcome is due again when the lease ends.
 */
@ApplicationScoped
class DeliveryAttempt {

    private static final FactLog LOG = FactLog.of(DeliveryAttempt.class);
    private static final int RECORD_AGAIN_MILLIS = 200;
    /** No receiver can hold an attempt longer than that beyond its deadline; only a node that stood still is so late. */
    private static final Duration STOOD_STILL = Duration.ofSeconds(1);
    /** A node that is late each time is overloaded; then the receiver's silence is recorded, or no attempt would ever count. */
    private static final int MOST_CLAIMS_OF_AN_ATTEMPT = 3;

    @Inject
    private WebhookSender sender;
    @Inject
    private Outcomes outcomes;
    @Inject
    private SigningSecrets secrets;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** From now on an attempt without an answer is not held against its receiver. */
    void stopping() {
        stopping.countDown();
    }

    /** From now on nothing is tried again. */
    void stopped() {
        stopped.countDown();
    }

    /** Whether the receiver answered with success. */
    boolean make(Claimed claimed) {
        Delivery delivery = claimed.delivery();
        if (claimed.waitedLongerThan(DeliveryClaims.LEASE_MARGIN.dividedBy(2))) {
            LOG.debug("delivery.left", "id", delivery.id(), "note", "due again when its lease ends");
            return false;
        }
        try {
            List<String> signing = secrets.signingAt(clock.instant(), delivery.endpoint());
            DeliveryResult result = sender.send(new Webhook(delivery.message(), Target.of(delivery.endpoint()),
                    delivery.attempts() + 1, signing));
            if (result instanceof NoAnswer && (isStopping() || stoodStill(delivery, result))) {
                LOG.info("delivery.left", "id", delivery.id(), "endpoint", delivery.endpoint().id(), "ms", result.millis(),
                        "note", (isStopping() ? "the service stops" : "the service stood still") + "; due again when its lease ends");
                return false;
            }
            record(claimed, result);
            return result instanceof Answered answered && delivery.endpoint().format().isSuccess(answered.status());
        } catch (RuntimeException e) {
            LOG.warn("attempt.unrecorded", "id", delivery.id(), "endpoint", delivery.endpoint().id(),
                    "reason", FactLog.rootOf(e));
            return false;
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private boolean stoodStill(Delivery delivery, DeliveryResult result) {
        return delivery.fence() - delivery.attempts() < MOST_CLAIMS_OF_AN_ATTEMPT
                && result.millis() > settings.deliveryTimeout().plus(STOOD_STILL).toMillis();
    }

    private void record(Claimed claimed, DeliveryResult result) {
        boolean recorded = false;
        while (!recorded) {
            try {
                outcomes.record(claimed.delivery(), result);
                recorded = true;
            } catch (RuntimeException e) {
                if (claimed.waitedLongerThan(settings.deliveryTimeout().plus(DeliveryClaims.LEASE_MARGIN)) || stopsSoon()) {
                    throw e;
                }
            }
        }
    }

    /** Waits a moment; whether the service stopped meanwhile. */
    private boolean stopsSoon() {
        try {
            return stopped.await(RECORD_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
