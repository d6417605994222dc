package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.access.IdempotentWrites.Claim;
import io.carillon.crypto.Ciphers;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Removal;
import io.carillon.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class IdempotentWritesTest {

    private static final byte[] ONE = {1};
    private static final byte[] OTHER = {2};
    private static final StoredAnswer ANSWER = new StoredAnswer(201, Map.of("Location", "/x"), "{\"key\":\"ck_secret\"}");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theFirstAnswerIsRepeated(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            IdempotentWrites writes = writes(database, 1, Duration.ofMinutes(1));
            Claim claim = writes.claim("key_1", "k", ONE);
            assertThat(claim.answer(), is(Optional.empty()));
            assertThat(problemOf(writes, ONE), containsString("being worked on"));
            assertThat(problemOf(writes, OTHER), containsString("different request"));

            assertThat(writes.store(claim, ANSWER), is(true));
            assertThat(writes.claim("key_1", "k", ONE).answer(), is(Optional.of(ANSWER)));
            assertThat(problemOf(writes, OTHER), containsString("different request"));
            assertThat(writes.claim("key_1", "l", OTHER).answer(), is(Optional.empty()));
            assertThat(writes.claim("key_2", "k", OTHER).answer(), is(Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theAnswerIsEncrypted(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            IdempotentWrites writes = writes(database, 1, Duration.ofMinutes(1));
            writes.store(writes.claim("key_1", "k", ONE), ANSWER);
            assertThat(database.query("SELECT answer FROM idempotent_write"), hasSize(1));
            assertThat(database.query("SELECT * FROM idempotent_write").toString(), not(containsString("ck_secret")));
            assertThat(problemOf(writes(database, 2, Duration.ofMinutes(1)), ONE), containsString("not configured any more"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aRequestThatFailsGivesItsKeyBack(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            IdempotentWrites writes = writes(database, 1, Duration.ofMinutes(1));
            writes.release(writes.claim("key_1", "k", ONE));
            assertThat(writes.claim("key_1", "k", OTHER).answer(), is(Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aClaimWhoseNodeDiedEndsAndCanNoLongerStore(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            IdempotentWrites writes = writes(database, 1, Duration.ofMillis(-1));
            Claim dead = writes.claim("key_1", "k", ONE);
            Claim next = writes.claim("key_1", "k", OTHER);
            assertThat(next.answer(), is(Optional.empty()));
            assertThat(writes.store(dead, ANSWER), is(false));
            writes.release(dead);
            assertThat(writes.store(next, ANSWER), is(true));
            assertThat(writes.claim("key_1", "k", OTHER).answer(), is(Optional.of(ANSWER)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anAnswerIsForgottenAfterADay(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            IdempotentWrites writes = writes(database, 1, Duration.ofMinutes(1));
            writes.store(writes.claim("key_1", "k", ONE), ANSWER);
            database.execute("UPDATE idempotent_write SET received_at = received_at - INTERVAL '24' HOUR");
            assertThat(writes.claim("key_1", "k", OTHER).answer(), is(Optional.empty()));
            assertThat(writes.removeBefore(Instant.parse("2020-01-01T00:00:00Z"), 10), is(new Removal(0, 0)));
            assertThat(writes.removeBefore(Instant.parse("9000-01-01T00:00:00Z"), 10), is(new Removal(1, 1)));
        }
    }

    private static IdempotentWrites writes(MigratedDatabase database, int key, Duration lease) {
        return new IdempotentWrites(database, Ciphers.withKeyOf(key), lease);
    }

    private static String problemOf(IdempotentWrites writes, byte[] request) {
        return assertThrows(ProblemException.class, () -> writes.claim("key_1", "k", request)).getMessage();
    }
}
