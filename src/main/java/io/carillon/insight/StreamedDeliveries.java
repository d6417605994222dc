package io.carillon.insight;

import static io.carillon.database.BulkStatement.Column.TEXT;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.insight.LiveWindow.Standing;
import io.carillon.message.Delivery;
import io.carillon.tracking.LastAttempts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what streams show: first only which deliveries there are and how they stand, then those that changed, as a whole. */
@ApplicationScoped
class StreamedDeliveries {

    /** How many whole deliveries one query returns. */
    static final int PAGE = 500;
    private static final String AFTER = "SELECT id, state, attempts FROM delivery WHERE id > ? ORDER BY id LIMIT ?";
    private static final BulkStatement OF = BulkStatement.of(
            "SELECT id, state, attempts FROM delivery WHERE id IN (SELECT id FROM %s AS given (id))", TEXT);
    private static final String WHOLE = "SELECT d FROM Delivery d JOIN FETCH d.message JOIN FETCH d.endpoint WHERE ";
    private static final String OWNED = "SELECT id FROM application WHERE owner_organization_id = ?";

    @Inject
    private Database database;
    @Inject
    private LastAttempts attempts;

    /** How up to {@code limit} deliveries with an id above {@code after} stand, by id. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Map<String, Standing> after(String after, int limit) {
        Map<String, Standing> standing = new TreeMap<>();
        database.sql(AFTER).with(after, limit).list(row -> standing.put(row.text(), standing(row)));
        return standing;
    }

    /** How these deliveries stand; those that were removed are missing. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Map<String, Standing> of(Collection<String> ids) {
        Map<String, Standing> standing = new TreeMap<>();
        OF.select(database, ids.stream().map(id -> BulkStatement.row(id)).toList(),
                row -> standing.put(row.text(), standing(row)));
        return standing;
    }

    private static Standing standing(Row row) {
        return new Standing(row.text(), row.integer());
    }

    /** These deliveries as they are now, in the order of their ids. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<StreamedDelivery> whole(List<String> ids) {
        return ids.isEmpty() ? List.of() : withAttempts(database.entities()
                .createQuery(WHOLE + "d.id IN :ids ORDER BY d.id", Delivery.class)
                .setParameter("ids", ids).getResultList());
    }

    /** The next page of deliveries with an id above {@code after}, in the order of their ids. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<StreamedDelivery> page(String after) {
        return withAttempts(database.entities().createQuery(WHOLE + "d.id > :after ORDER BY d.id", Delivery.class)
                .setParameter("after", after).setMaxResults(PAGE).getResultList());
    }

    private List<StreamedDelivery> withAttempts(List<Delivery> deliveries) {
        Map<String, LastAttempts.Last> last = attempts.of(deliveries);
        return deliveries.stream().map(delivery -> new StreamedDelivery(delivery, last.get(delivery.id()))).toList();
    }

    /** The applications that an organization owns. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Set<String> ownedBy(long organizationId) {
        return Set.copyOf(database.sql(OWNED).with(organizationId).list(Row::text));
    }

    /** The database's time. */
    Instant now() {
        return database.now();
    }
}
