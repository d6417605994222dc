package io.carillon.dispatch;

import io.carillon.catalog.Operation;
import io.carillon.coalescing.BucketKey;
import io.carillon.coalescing.Buckets;
import io.carillon.coalescing.ObjectKey;
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

    /** How many buckets of that object the entity manager of the same transaction sees. */
    public int raiseAndRead(String resourceId) {
        raise(resourceId);
        return database.entities().createNativeQuery("SELECT slot FROM coalescing_bucket WHERE resource_id = ?")
                .setParameter(1, resourceId).getResultList().size();
    }

    private void raise(String resourceId) {
        Instant at = Instant.parse("2025-06-09T12:00:00Z");
        buckets.raise(new TreeMap<>(Map.of(new BucketKey(new ObjectKey(1, "team", resourceId), "team.updated"),
                new Summary(Operation.UPDATE, 1, at, at, 1, null, null))));
    }
}
