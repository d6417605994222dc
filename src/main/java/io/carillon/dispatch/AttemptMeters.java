package io.carillon.dispatch;

import io.carillon.endpoint.DeliveryMode;
import io.carillon.message.Message;
import io.carillon.meter.Meters;
import io.carillon.platform.EnumWords;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.Verdict;
import io.carillon.tracking.Outcome;
import java.time.Duration;
import java.time.Instant;

/** Counts attempts whose outcomes are recorded, and measures how long they and the way to them took. */
final class AttemptMeters {

    private static final String COALESCED = EnumWords.of(DeliveryMode.COALESCED);
    private static final String INSTANT = EnumWords.of(DeliveryMode.INSTANT);
    private static final String[] CLASSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

    private AttemptMeters() {
    }

    static void count(Outcome outcome) {
        Verdict verdict = outcome.verdict();
        DeliveryResult result = outcome.result();
        Message message = outcome.delivery().message();
        Meters.ATTEMPTS.add(1, verdict.outcome(), classOf(verdict.status()));
        Meters.ATTEMPT_DURATION.observe(result.millis() / 1e3, verdict.isSuccess() ? "succeeded" : "failed", message.id());
        if (outcome.delivery().attempts() == 0) {
            Meters.CHANGE_TO_WEBHOOK.observe(secondsBetween(message.firstChangeAt(), result.startedAt()),
                    message.isCoalesced() ? COALESCED : INSTANT, message.id());
        }
    }

    private static String classOf(Integer status) {
        return status == null || status < 100 || status > 599 ? CLASSES[0] : CLASSES[status / 100];
    }

    /** 0 if the clocks of the nodes, or of the producer, say that the change comes later. */
    private static double secondsBetween(Instant change, Instant attempt) {
        return Math.max(0, Duration.between(change, attempt).toNanos() / 1e9);
    }
}
