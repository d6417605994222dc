package io.carillon.tracking;

import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.Column.TIME;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.Binder;
import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import io.carillon.endpoint.EndpointHealth;
import io.carillon.endpoint.RetryMode;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.operations.Notices;
import io.carillon.operations.OperationalEvent;
import io.carillon.platform.FactLog;
import io.carillon.platform.Settings;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.Verdict;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Records what came of attempts, many in one transaction: the deliveries' next states, the attempts, the endpoints'
 * health. Rows are locked in the order of their ids. Only the newest claim of a delivery may record; whoever was overtaken
 * (its lease ended while it slept) changes nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Outcomes {

    private static final FactLog LOG = FactLog.of(Outcomes.class);
    private static final BulkStatement SETTLE = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, fence, attempts, state, due_at)) outcome
            ON d.id = outcome.id AND d.fence = outcome.fence AND d.attempts = outcome.attempts AND d.state = 'pending'
            WHEN MATCHED THEN UPDATE SET state = outcome.state, attempts = d.attempts + 1, due_at = outcome.due_at,
                completed_at = CASE WHEN outcome.state = 'pending' THEN NULL ELSE clock_timestamp() END""",
            TEXT, INTEGER, INTEGER, TEXT, TIME);
    /** Which of the deliveries were just settled: their attempt is counted and not in the log yet. */
    private static final String SETTLED = """
            SELECT id FROM delivery d WHERE id = ? AND fence = ? AND attempts = ? AND NOT EXISTS
                (SELECT 1 FROM attempt a WHERE a.delivery_id = d.id AND a.number = d.attempts)""";
    private static final BulkStatement LOG_ATTEMPTS = BulkStatement.of("""
            INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome, status, detail, response_body)
            SELECT * FROM %s AS given (delivery_id, number, started_at, duration_ms, outcome, status, detail, response_body)""",
            TEXT, INTEGER, TIME, INTEGER, TEXT, INTEGER, TEXT, TEXT);

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

    /** Records {@code batch}, all or none; what was recorded before changes nothing. */
    public void record(List<Outcome> batch) {
        Instant now = database.now();
        List<Settlement> settled = settle(batch.stream().sorted(Comparator.comparing(outcome -> outcome.delivery().id()))
                .map(outcome -> settlement(outcome, now)).toList());
        logAttempts(settled);
        judge(settled, now);
        settled.forEach(Outcomes::tell);
    }

    private Settlement settlement(Outcome outcome, Instant now) {
        Verdict verdict = outcome.verdict();
        Optional<Duration> again = verdict.isSuccess() || verdict.isGone() ? Optional.empty()
                : retry(outcome.delivery(), outcome.result());
        return new Settlement(outcome, verdict, again, again.map(now::plus).orElse(null));
    }

    private Optional<Duration> retry(Delivery delivery, DeliveryResult result) {
        if (delivery.endpoint().retry() == RetryMode.NONE) {
            return Optional.empty();
        }
        Duration retryAfter = result instanceof Answered answered ? answered.retryAfter() : null;
        return schedule.delayAfter(delivery.attempts() + 1, retryAfter);
    }

    /** Answers those that nobody has overtaken. */
    private List<Settlement> settle(List<Settlement> settlements) {
        try (Connection connection = database.connection()) {
            int settled = SETTLE.execute(connection, settlements.stream().map(settlement -> {
                Delivery delivery = settlement.outcome.delivery();
                return row(delivery.id(), delivery.fence(), delivery.attempts(), settlement.state().word(), settlement.due);
            }).toList());
            return settled == settlements.size() ? settlements : notOvertaken(settlements, connection);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot record outcomes", e);
        }
    }

    private static List<Settlement> notOvertaken(List<Settlement> settlements, Connection connection) throws SQLException {
        List<Settlement> settled = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SETTLED)) {
            for (Settlement settlement : settlements) {
                Outcome outcome = settlement.outcome;
                Binder.of(select).add(outcome.delivery().id()).add(outcome.delivery().fence()).add(outcome.attempt());
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        settled.add(settlement);
                    } else {
                        LOG.warn("delivery.overtaken", "id", outcome.delivery().id(), "attempt", outcome.attempt());
                    }
                }
            }
        }
        return settled;
    }

    private void logAttempts(List<Settlement> settled) {
        try (Connection connection = database.connection()) {
            LOG_ATTEMPTS.execute(connection, settled.stream().map(settlement -> {
                DeliveryResult result = settlement.outcome.result();
                Verdict verdict = settlement.verdict;
                return row(settlement.outcome.delivery().id(), settlement.outcome.attempt(), result.startedAt(), result.millis(),
                        verdict.outcome(), verdict.status(), verdict.detail(), verdict.body());
            }).toList());
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot log attempts", e);
        }
    }

    /** What the outcomes say about the endpoints, one endpoint after the other, each in the order of its attempts. */
    private void judge(List<Settlement> settled, Instant now) {
        SortedMap<String, List<Settlement>> byEndpoint = settled.stream()
                .sorted(Comparator.comparing(settlement -> settlement.outcome.result().startedAt()))
                .collect(Collectors.groupingBy(settlement -> settlement.outcome.delivery().endpoint().id(), TreeMap::new,
                        Collectors.toList()));
        Set<String> unproven = health.unproven(byEndpoint.keySet());
        byEndpoint.forEach((endpointId, settlements) -> {
            boolean isProven = !unproven.contains(endpointId);
            for (Settlement settlement : settlements) {
                boolean success = settlement.verdict.isSuccess();
                if (!isProven || !success) {
                    judge(endpointId, settlement.verdict, now);
                }
                isProven = success;
            }
        });
    }

    /** What the outcome says about the endpoint, and to its people when that is news. */
    private void judge(String endpointId, Verdict verdict, Instant now) {
        if (verdict.isSuccess()) {
            health.succeeded(endpointId).ifPresent(endpoint ->
                    notices.tell(OperationalEvent.RECOVERED, endpoint, "has answered again"));
        } else if (verdict.isGone()) {
            String reason = "the receiver answered 410 Gone";
            health.disable(endpointId, reason).ifPresent(endpoint ->
                    notices.tell(OperationalEvent.DISABLED, endpoint, reason));
        } else if (!verdict.isOurs()) {
            health.failed(endpointId, now);
        }
    }

    private static void tell(Settlement settlement) {
        Delivery delivery = settlement.outcome.delivery();
        LOG.info("delivery.attempted", "id", delivery.id(), "message", delivery.message().id(),
                "endpoint", delivery.endpoint().id(), "event", delivery.message().eventType(),
                "attempt", settlement.outcome.attempt(), "outcome", settlement.verdict.outcome(),
                "status", settlement.verdict.status(), "ms", settlement.outcome.result().millis(),
                "next", settlement.again.orElse(null), "detail", settlement.verdict.detail());
    }

    /** What an outcome means for its delivery: after how long and when it is tried again, if it is. */
    private record Settlement(Outcome outcome, Verdict verdict, Optional<Duration> again, Instant due) {

        DeliveryState state() {
            return verdict.isSuccess() ? DeliveryState.SUCCEEDED
                    : again.isPresent() ? DeliveryState.PENDING : DeliveryState.FAILED;
        }
    }
}
