package io.carillon.tracking;

import io.carillon.delivery.DeliveryResult;
import io.carillon.delivery.DeliveryResult.Answered;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.operations.Notices;
import io.carillon.operations.OperationalEvent;
import io.carillon.platform.Binder;
import io.carillon.platform.Database;
import io.carillon.platform.DatabaseFailure;
import io.carillon.platform.FactLog;
import io.carillon.platform.Settings;
import io.carillon.registry.EndpointHealth;
import io.carillon.registry.Retry;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Records what came of an attempt, in a transaction of its own: the delivery's next state, the attempt, the endpoint's
 * health. Only the newest claim of a delivery may record; whoever was overtaken (its lease ended while it slept) changes
 * nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Outcomes {

    private static final FactLog LOG = FactLog.of(Outcomes.class);
    private static final String SETTLE = """
            UPDATE delivery SET state = ?, attempts = attempts + 1, due_at = ?, completed_at = %s
            WHERE id = ? AND fence = ? AND attempts = ? AND state = 'pending'""";
    private static final String COMPLETE = SETTLE.formatted("clock_timestamp()");
    private static final String PLAN = SETTLE.formatted("NULL");
    private static final String LOG_ATTEMPT = """
            INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome, status, detail, response_body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    @Inject
    private Database database;
    @Inject
    private EndpointHealth health;
    @Inject
    private Notices notices;
    @Inject
    private Settings settings;

    private RetrySchedule schedule;

    @PostConstruct
    void readSettings() {
        schedule = new RetrySchedule(settings.retrySchedule(), () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Records {@code result} of the attempt that {@code delivery} was claimed for; a second time changes nothing. */
    public void record(Delivery delivery, DeliveryResult result) {
        Verdict verdict = Verdict.of(result, delivery.endpoint().format());
        Optional<Duration> again = verdict.isSuccess() || verdict.isGone() ? Optional.empty() : retry(delivery, result);
        if (!settle(delivery, verdict, again)) {
            LOG.warn("delivery.overtaken", "id", delivery.id(), "attempt", delivery.attempts() + 1);
            return;
        }
        logAttempt(delivery, result, verdict);
        judge(delivery.endpoint().id(), verdict);
        LOG.info("delivery.attempted", "id", delivery.id(), "message", delivery.message().id(),
                "endpoint", delivery.endpoint().id(), "event", delivery.message().eventType(),
                "attempt", delivery.attempts() + 1, "outcome", verdict.outcome(), "status", verdict.status(),
                "ms", result.millis(), "next", again.orElse(null), "detail", verdict.detail());
    }

    private Optional<Duration> retry(Delivery delivery, DeliveryResult result) {
        if (delivery.endpoint().retry() == Retry.NONE) {
            return Optional.empty();
        }
        Duration retryAfter = result instanceof Answered answered ? answered.retryAfter() : null;
        return schedule.delayAfter(delivery.attempts() + 1, retryAfter);
    }

    private boolean settle(Delivery delivery, Verdict verdict, Optional<Duration> again) {
        DeliveryState state = verdict.isSuccess() ? DeliveryState.SUCCEEDED
                : again.isPresent() ? DeliveryState.PENDING : DeliveryState.FAILED;
        Instant due = again.map(delay -> database.now().plus(delay)).orElse(null);
        try (Connection connection = database.connection();
                PreparedStatement update = connection.prepareStatement(again.isPresent() ? PLAN : COMPLETE)) {
            Binder.of(update).add(state.word()).add(due).add(delivery.id()).add(delivery.fence()).add(delivery.attempts());
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot record the outcome of " + delivery.id(), e);
        }
    }

    private void logAttempt(Delivery delivery, DeliveryResult result, Verdict verdict) {
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement(LOG_ATTEMPT)) {
            Binder.of(insert).add(delivery.id()).add(delivery.attempts() + 1).add(result.startedAt())
                    .add(result.millis()).add(verdict.outcome()).add(verdict.status()).add(verdict.detail())
                    .add(verdict.body());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot log the attempt of " + delivery.id(), e);
        }
    }

    /** What the outcome says about the endpoint, and to its people when that is news. */
    private void judge(String endpointId, Verdict verdict) {
        if (verdict.isSuccess()) {
            health.succeeded(endpointId).ifPresent(endpoint ->
                    notices.tell(OperationalEvent.RECOVERED, endpoint, "has answered again"));
        } else if (verdict.isGone()) {
            String reason = "the receiver answered 410 Gone";
            health.disable(endpointId, reason).ifPresent(endpoint ->
                    notices.tell(OperationalEvent.DISABLED, endpoint, reason));
        } else if (!verdict.isOurs()) {
            health.failed(endpointId, database.now());
        }
    }
}
