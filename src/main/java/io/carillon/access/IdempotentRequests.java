package io.carillon.access;

import io.carillon.crypto.Digests;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.database.Row;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Remembers for each caller and {@code Idempotency-Key} of changes a digest of the request that was sent with it, so that another
 * request with the same key is rejected instead of lost. The first request writes the row before it takes effect; retention
 * removes it.
 */
@ApplicationScoped
public class IdempotentRequests {

    private static final String REMEMBER = """
            INSERT INTO idempotent_request (key_digest, request_digest, received_at)
            VALUES (?, ?, clock_timestamp()) ON CONFLICT DO NOTHING""";
    private static final String FIND = "SELECT request_digest FROM idempotent_request WHERE key_digest = ?";
    private static final String OLDEST =
            "SELECT key_digest FROM idempotent_request WHERE received_at < ? ORDER BY received_at LIMIT ?";
    private static final String REMOVE = "DELETE FROM idempotent_request WHERE key_digest = ?";

    private Database database;

    protected IdempotentRequests() {
    }

    /** The requests in {@code database}. */
    @Inject
    public IdempotentRequests(Database database) {
        this.database = database;
    }

    /**
     * Remembers {@code request} of {@code caller} under {@code key}, in a transaction of its own.
     *
     * @param request everything in the request that makes a difference
     * @throws ProblemException 422 if the caller has sent another request with this key
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void remember(String caller, String key, byte[] request) {
        String keyDigest = digestOf(caller, key);
        String requestDigest = Digests.sha256(request);
        if (database.sql(REMEMBER).with(keyDigest, requestDigest).update() == 0
                && !database.sql(FIND).with(keyDigest).first(Row::text).orElse(requestDigest).equals(requestDigest)) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was sent before with a different request; nothing of this one was stored.");
        }
    }

    /** Whether {@code request} of {@code caller} is remembered under {@code key}. */
    public boolean isRemembered(String caller, String key, byte[] request) {
        return database.sql(FIND).with(digestOf(caller, key)).first(Row::text)
                .filter(Digests.sha256(request)::equals).isPresent();
    }

    private static String digestOf(String caller, String key) {
        return Digests.sha256((caller + "\n" + key).getBytes(StandardCharsets.UTF_8));
    }

    /** Removes up to {@code page} requests that were received before {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> new Object[] {row.text()}, limit, page);
    }
}
