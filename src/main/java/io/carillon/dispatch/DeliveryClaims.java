package io.carillon.dispatch;

import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.Column.TIME;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.Binder;
import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import io.carillon.dispatch.Backlog.LeftOut;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.TrackRecord;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.message.Message;
import io.carillon.message.Messages;
import io.carillon.platform.Settings;
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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Claims due deliveries for this node. A claim raises the delivery's fence and moves its due time to the end of a lease;
 * a node that dies or sleeps longer than that loses the delivery to whoever comes next. Deliveries whose endpoint was
 * switched off meanwhile are settled here and not sent.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeliveryClaims {

    /** What a lease has beyond an attempt's own deadline: half of it for waiting before, the rest for recording after. */
    static final Duration LEASE_MARGIN = Duration.ofSeconds(10);
    private static final String STANDING = "(SELECT " + TrackRecord.SQL + " FROM endpoint e WHERE e.id = delivery.endpoint_id)";
    private static final String DUE = """
            SELECT id, message_id, endpoint_id, attempts, fence,
                (SELECT COALESCE(CAST(a.owner_organization_id AS VARCHAR(40)), a.id)
                 FROM endpoint e JOIN application a ON a.id = e.application_id WHERE e.id = delivery.endpoint_id),
                %s, clock_timestamp()
            FROM delivery WHERE due_at <= (SELECT clock_timestamp())""".formatted(STANDING);
    private static final String SINCE =
            " AND due_at >= (SELECT clock_timestamp() - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND)";
    private static final BulkStatement CLAIM = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, lease_end)) claimed ON d.id = claimed.id
            WHEN MATCHED THEN UPDATE SET fence = d.fence + 1, due_at = claimed.lease_end""", TEXT, TIME);
    private static final BulkStatement SETTLE = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, state)) settled ON d.id = settled.id
            WHEN MATCHED THEN UPDATE SET state = settled.state, due_at = NULL, completed_at = clock_timestamp()""", TEXT, TEXT);

    @Inject
    private Database database;
    @Inject
    private Messages messages;
    @Inject
    private Settings settings;

    /** Claims outside a container, for tests; they can look at what is due. */
    static DeliveryClaims with(Database database) {
        DeliveryClaims claims = new DeliveryClaims();
        claims.database = database;
        return claims;
    }

    /**
     * Claims up to {@code limit} due deliveries.
     *
     * @param leftOut whose deliveries are not looked at
     * @param reach   how long ago what is looked at became due, at most; nothing for all that is due
     * @param take    takes a place for one more attempt; a delivery without a place stays due
     * @return what was seen, the claimed deliveries with message and endpoint among it
     */
    public Claim claim(int limit, LeftOut leftOut, Optional<Duration> reach, Predicate<Recipient> take) {
        List<Candidate> candidates = candidates(limit, leftOut, reach);
        Map<Boolean, List<Candidate>> byPlace = candidates.stream()
                .collect(Collectors.partitioningBy(candidate -> take.test(candidate.recipient)));
        List<Candidate> taken = byPlace.get(true);
        Set<Recipient> refused = byPlace.get(false).stream().map(Candidate::recipient).collect(Collectors.toSet());
        if (taken.isEmpty()) {
            return new Claim(candidates.size(), List.of(), List.of(), refused);
        }
        lease(taken);
        Map<Boolean, List<ClaimedDelivery>> byActivity = load(taken).stream()
                .collect(Collectors.partitioningBy(claimed -> claimed.delivery().endpoint().isActive()));
        settle(byActivity.get(false));
        return new Claim(candidates.size(), byActivity.get(true), byActivity.get(false), refused);
    }

    private List<Candidate> candidates(int limit, LeftOut leftOut, Optional<Duration> reach) {
        List<String> standings = leftOut.standings().stream().map(TrackRecord::name).toList();
        String sql = DUE + (reach.isEmpty() ? "" : SINCE)
                + (standings.isEmpty() ? "" : " AND " + STANDING + " NOT IN (" + Binder.places(standings.size()) + ")")
                + " AND NOT (endpoint_id = ANY (CAST(? AS VARCHAR ARRAY))) ORDER BY due_at LIMIT ?";
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(database.skippingLocked(sql))) {
            Binder.of(select).addAll(reach.map(DeliveryClaims::seconds).stream().toArray())
                    .addAll(standings.toArray())
                    .addAll(connection.createArrayOf("varchar", leftOut.endpoints().toArray())).add(limit);
            return read(select);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot find due deliveries", e);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static List<Candidate> read(PreparedStatement select) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Candidate(rows.getString(1), rows.getString(2),
                        new Recipient(rows.getString(3), rows.getString(6), TrackRecord.valueOf(rows.getString(7))),
                        rows.getInt(4), rows.getInt(5), rows.getObject(8, OffsetDateTime.class).toInstant()));
            }
        }
        return found;
    }

    private void lease(List<Candidate> taken) {
        Duration lease = settings.deliveryTimeout().plus(LEASE_MARGIN);
        try (Connection connection = database.connection()) {
            CLAIM.execute(connection, taken.stream().map(candidate -> row(candidate.id, candidate.seenAt.plus(lease))).toList());
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot claim deliveries", e);
        }
    }

    private List<ClaimedDelivery> load(List<Candidate> taken) {
        Map<String, Endpoint> endpoints = database.entities()
                .createQuery("SELECT e FROM Endpoint e WHERE e.id IN :ids", Endpoint.class)
                .setParameter("ids", taken.stream().map(candidate -> candidate.recipient.endpointId()).distinct().toList())
                .getResultStream().collect(Collectors.toMap(Endpoint::id, Function.identity()));
        Map<String, Message> contents = messages.find(taken.stream().map(Candidate::messageId).toList());
        return taken.stream().map(candidate -> new ClaimedDelivery(new Delivery(candidate.id, contents.get(candidate.messageId),
                endpoints.get(candidate.recipient.endpointId()), candidate.attempts, candidate.fence + 1),
                candidate.recipient, System.nanoTime())).toList();
    }

    private void settle(List<ClaimedDelivery> switchedOff) {
        try (Connection connection = database.connection()) {
            SETTLE.execute(connection, switchedOff.stream().map(ClaimedDelivery::delivery).map(delivery -> row(delivery.id(),
                    (delivery.endpoint().isDeleted() ? DeliveryState.CANCELLED : DeliveryState.SKIPPED).word())).toList());
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot settle deliveries of endpoints that are switched off", e);
        }
    }

    private record Candidate(String id, String messageId, Recipient recipient, int attempts, int fence, Instant seenAt) {
    }

    /**
     * What one claim came to.
     *
     * @param seen       how many due deliveries were looked at
     * @param deliveries those that are to be sent
     * @param settled    those that are not, because their endpoint is switched off; their places must be given back
     * @param refused    who had due deliveries and no place
     */
    public record Claim(int seen, List<ClaimedDelivery> deliveries, List<ClaimedDelivery> settled, Set<Recipient> refused) {
    }
}
