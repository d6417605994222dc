package io.carillon.deadletter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.coalescing.Coalescer;
import io.carillon.crypto.Ciphers;
import io.carillon.json.Flaw;
import io.carillon.queue.MessageReader;
import io.carillon.queue.OriginSeal;
import io.carillon.queue.QueuedMessage;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dead letter is applied, or becomes a rejected message, or goes back because the database accepts neither. */
class DeadLettersTest {

    private final List<Flaw> rejected = new ArrayList<>();

    @Test
    void whatCanBeAppliedIsNotRejected() throws Exception {
        settle(() -> { }, () -> { });
        assertThat(rejected, empty());
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("odd"), new StackOverflowError("deep"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverFailsAgainBecomesARejectedMessage(Throwable failure) throws Exception {
        settle(throwing(failure), () -> { });
        assertThat(rejected.size(), is(1));
        assertThat(rejected.get(0).reason(), is("dead-letter"));
        assertThat(rejected.get(0).detail(), containsString(failure.getMessage()));
    }

    @Test
    void itGoesBackWhileTheDatabaseAcceptsNothing() {
        Runnable away = throwing(new IllegalStateException("away"));
        assertThrows(IllegalStateException.class, () -> settle(away, away));
        assertThat(rejected, empty());
    }

    private static Runnable throwing(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }

    private void settle(Runnable applying, Runnable rejecting) throws Exception {
        Coalescer coalescer = new Coalescer() {
            @Override
            public void apply(List<QueuedMessage> messages) {
                applying.run();
            }

            @Override
            public void reject(QueuedMessage message, Flaw flaw) {
                rejecting.run();
                rejected.add(flaw);
            }
        };
        MessageReader reader = new MessageReader(new OriginSeal(Ciphers.withKeyOf(1)), Clock.systemUTC());
        new DeadLetters(coalescer, reader).settle(message());
    }

    private static TextMessage message() {
        return (TextMessage) Proxy.newProxyInstance(TextMessage.class.getClassLoader(), new Class<?>[] {TextMessage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getText" -> "{}";
                    case "getJMSMessageID" -> "ID:1";
                    case "getJMSTimestamp" -> 1L;
                    case "getPropertyNames" -> Collections.emptyEnumeration();
                    case "propertyExists" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
