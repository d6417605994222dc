package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Removal;
import io.carillon.problem.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class IdempotentRequestsTest {

    private static final byte[] ONE = {1};
    private static final byte[] OTHER = {2};

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aKeyBelongsToOneRequestOfItsCaller(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            IdempotentRequests requests = new IdempotentRequests(database);
            requests.remember("key_1", "k", ONE);
            assertDoesNotThrow(() -> requests.remember("key_1", "k", ONE));
            assertThat(requests.isRemembered("key_1", "k", ONE), is(true));
            assertThat(requests.isRemembered("key_1", "k", OTHER) || requests.isRemembered("key_2", "k", ONE), is(false));
            assertThat(assertThrows(ProblemException.class, () -> requests.remember("key_1", "k", OTHER)).getMessage(),
                    containsString("sent before"));
            assertDoesNotThrow(() -> requests.remember("key_1", "l", OTHER));
            assertDoesNotThrow(() -> requests.remember("key_2", "k", OTHER));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anOldKeyIsForgotten(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            IdempotentRequests requests = new IdempotentRequests(database);
            requests.remember("key_1", "k", ONE);
            assertThat(requests.removeBefore(Instant.parse("2020-01-01T00:00:00Z"), 10), is(new Removal(0, 0)));
            assertThat(requests.removeBefore(Instant.parse("9000-01-01T00:00:00Z"), 10), is(new Removal(1, 1)));
            assertDoesNotThrow(() -> requests.remember("key_1", "k", OTHER));
        }
    }
}
