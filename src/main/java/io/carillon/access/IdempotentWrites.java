package io.carillon.access;

import static io.carillon.settings.Setting.DELIVERY_TIMEOUT;

import io.carillon.crypto.Digests;
import io.carillon.crypto.SecretCipher;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers the answers to writes with an {@code Idempotency-Key}, for each caller and key, for 24 hours. A request claims its
 * key before it does anything, and stores its answer in the transaction of its effect; then both are committed or neither. A
 * request that fails gives the key back. A claim whose node died ends with its lease; its request has had no effect, and if it
 * is only slow, it can no longer store its answer and is rolled back.
 */
@ApplicationScoped
public class IdempotentWrites {

    /** How long an answer is repeated. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** More than any request takes, besides waiting for a receiver. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(1);
    private static final String LEASE_END = "clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND";
    private static final String CLAIM = "INSERT INTO idempotent_write"
            + " (key_digest, request_digest, claim, received_at, leased_until)"
            + " VALUES (?, ?, ?, clock_timestamp(), " + LEASE_END + ") ON CONFLICT DO NOTHING";
    private static final String FIND = """
            SELECT claim, request_digest, received_at, leased_until, answer, clock_timestamp()
            FROM idempotent_write WHERE key_digest = ?""";
    private static final String TAKE_OVER = "UPDATE idempotent_write SET request_digest = ?, claim = ?,"
            + " received_at = clock_timestamp(), answer = NULL, leased_until = " + LEASE_END
            + " WHERE key_digest = ? AND claim = ?";
    private static final String STORE = "UPDATE idempotent_write SET answer = ? WHERE key_digest = ? AND claim = ?";
    private static final String RELEASE = "DELETE FROM idempotent_write WHERE key_digest = ? AND claim = ?";
    private static final String OLDEST =
            "SELECT key_digest FROM idempotent_write WHERE received_at < ? ORDER BY received_at LIMIT ?";
    private static final String REMOVE = "DELETE FROM idempotent_write WHERE key_digest = ?";

    private Database database;
    private SecretCipher cipher;
    private Duration lease;

    protected IdempotentWrites() {
    }

    /** The writes in {@code database}; their answers are encrypted with {@code cipher}. */
    @Inject
    public IdempotentWrites(Database database, SecretCipher cipher, Settings settings) {
        this(database, cipher, LONGEST_WORK.plus(settings.duration(DELIVERY_TIMEOUT)));
    }

    IdempotentWrites(Database database, SecretCipher cipher, Duration lease) {
        this.database = database;
        this.cipher = cipher;
        this.lease = lease;
    }

    /**
     * Claims {@code key} of {@code caller} for a request, in a transaction of its own.
     *
     * @param request everything in the request that makes a difference
     * @return the claim, or the answer to the same request
     * @throws ProblemException 422 if the caller has sent another request with this key, 409 while the same one is worked on
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Claim claim(String caller, String key, byte[] request) {
        String keyDigest = Digests.sha256((caller + "\n" + key).getBytes(StandardCharsets.UTF_8));
        Claim claim = new Claim(keyDigest, Ids.next("ic"), null);
        String digest = Digests.sha256(request);
        if (database.sql(CLAIM).with(keyDigest, digest, claim.id, seconds()).update() == 1) {
            return claim;
        }
        Remembered earlier = database.sql(FIND).with(keyDigest).first(row -> new Remembered(row.text(), row.text(), row.time(),
                row.time(), row.text(), row.time())).orElseThrow(IdempotentWrites::running);
        if (!earlier.isOver()) {
            return new Claim(keyDigest, earlier.claim, answerOf(earlier, keyDigest, digest));
        }
        if (database.sql(TAKE_OVER).with(digest, claim.id, seconds(), keyDigest, earlier.claim).update() == 0) {
            throw running();
        }
        return claim;
    }

    private double seconds() {
        return lease.toNanos() / 1e9;
    }

    private StoredAnswer answerOf(Remembered earlier, String keyDigest, String request) {
        if (!earlier.request.equals(request)) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was sent before with a different request; this one had no effect.");
        }
        if (earlier.answer == null) {
            throw running();
        }
        try {
            return StoredAnswer.read(cipher.decrypt(earlier.answer, row(keyDigest)));
        } catch (IllegalStateException e) {
            throw new ProblemException(ProblemType.CONFLICT, "The request with this Idempotency-Key has succeeded, but its answer"
                    + " was encrypted with a key that is not configured any more.");
        }
    }

    private static ProblemException running() {
        return new ProblemException(ProblemType.CONFLICT, "A request with this Idempotency-Key is being worked on; ask again.");
    }

    /**
     * Stores the answer to the request that has {@code claim}, in the caller's transaction if there is one.
     *
     * @return whether the claim was still valid
     */
    @Transactional
    public boolean store(Claim claim, StoredAnswer answer) {
        return database.sql(STORE).with(cipher.encrypt(answer.text(), row(claim.keyDigest)), claim.keyDigest, claim.id)
                .update() == 1;
    }

    /** Gives the key back, in a transaction of its own: the request had no effect. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void release(Claim claim) {
        database.sql(RELEASE).with(claim.keyDigest, claim.id).update();
    }

    /** Removes up to {@code page} writes that were received before {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> new Object[] {row.text()}, limit, page);
    }

    private static String row(String keyDigest) {
        return "idempotent write " + keyDigest;
    }

    /** The right of one request to store its answer; or, instead, the answer to the same request before. */
    public record Claim(String keyDigest, String id, StoredAnswer stored) {

        Optional<StoredAnswer> answer() {
            return Optional.ofNullable(stored);
        }
    }

    private record Remembered(String claim, String request, Instant receivedAt, Instant leasedUntil, String answer, Instant now) {

        /** Whether it counts as removed: it is too old, or its node died. */
        boolean isOver() {
            return receivedAt.plus(KEPT).isBefore(now) || answer == null && leasedUntil.isBefore(now);
        }
    }
}
