package io.carillon.dispatch;

import io.carillon.catalog.Operation;
import io.carillon.coalescing.BucketKey;
import io.carillon.coalescing.Buckets;
import io.carillon.coalescing.CoalescingBucket;
import io.carillon.coalescing.Summary;
import io.carillon.database.Database;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Units of work for tests, with the transaction attribute of the real ones. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class HalfDone {

    @Inject
    private Buckets buckets;
    @Inject
    private Database database;

    public void raiseAndFail(String resourceId) {
        raise(resourceId);
        throw new IllegalStateException("on purpose");
    }

    /** How many buckets of that object the entities of the same transaction see. */
    public int raiseAndRead(String resourceId) {
        raise(resourceId);
        return database.entities().createQuery("SELECT b FROM CoalescingBucket b WHERE b.resourceId = :id",
                CoalescingBucket.class).setParameter("id", resourceId).getResultList().size();
    }

    private void raise(String resourceId) {
        Instant at = Instant.parse("2025-06-09T12:00:00Z");
        buckets.raise(new TreeMap<>(Map.of(new BucketKey(1, "team", resourceId),
                new Summary(Operation.UPDATE, "team.updated", at, 1, at, at, null, null))));
    }
}
