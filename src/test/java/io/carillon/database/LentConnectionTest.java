package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LentConnectionTest {

    private final LentConnection lent = new LentConnection();

    @Test
    void aProviderLendsItsConnectionOnceThereIsOne() {
        Connection connection = fake(Connection.class, () -> null);
        assertThat(lent.of(fake(EntityManager.class, () -> null)), is(Optional.empty()));
        assertThat(lent.of(fake(EntityManager.class, () -> connection)).orElseThrow() == connection, is(true));
    }

    @Test
    void aProviderThatLendsNoneIsAskedOnce() {
        AtomicInteger asked = new AtomicInteger();
        EntityManager entities = fake(EntityManager.class, () -> {
            asked.incrementAndGet();
            throw new PersistenceException("cannot unwrap");
        });
        assertThat(lent.of(entities), is(Optional.empty()));
        assertThat(lent.of(entities), is(Optional.empty()));
        assertThat(asked.get(), is(1));
    }

    /** Answers every call with {@code answer}. */
    private static <T> T fake(Class<T> type, Supplier<Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answer.get()));
    }
}
