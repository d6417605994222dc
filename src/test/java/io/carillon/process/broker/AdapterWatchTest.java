package io.carillon.process.broker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.settings.Settings;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.transaction.xa.XAResource;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter with a real embedded broker: what is taken from it comes back by itself, without a restart of the process. */
class AdapterWatchTest {

    private static final String QUEUE = "carillon.changes";
    private static final int SESSIONS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Every start and stop would be dozens of lines. */
    private static final Logger ARTEMIS = Logger.getLogger("org.apache.activemq");

    @TempDir
    Path home;

    private final AtomicInteger handled = new AtomicInteger();
    private final EmbeddedBroker broker = new EmbeddedBroker(Settings.of(Map.of()), 0) {
        @Override
        InputStream xml() {
            try {
                return Files.newInputStream(Path.of("server-config/broker.xml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };
    private final CarillonResourceAdapter adapter = new CarillonResourceAdapter() {
        @Override
        EmbeddedBroker newBroker(Settings settings, int port) {
            return broker;
        }

        /** Twenty times as fast, so that the test does not wait for as long as an operator would. */
        @Override
        LongSupplier clock() {
            return () -> 20 * System.nanoTime();
        }

        @Override
        Duration pause() {
            return AdapterWatch.PAUSE.dividedBy(20);
        }
    };

    @BeforeEach
    void start() throws Exception {
        ARTEMIS.setLevel(Level.WARNING);
        System.setProperty("carillon.home", home.toString());
        adapter.start(context());
        ActiveMQActivationSpec spec = new ActiveMQActivationSpec();
        spec.setResourceAdapter(adapter);
        spec.setDestination(QUEUE);
        spec.setDestinationType("jakarta.jms.Queue");
        spec.setUseJNDI(false);
        spec.setMaxSession(SESSIONS);
        adapter.endpointActivation(endpoints(), spec);
        await().atMost(LIMIT).until(() -> broker.consumersOfAdapter(QUEUE) == SESSIONS);
    }

    @AfterEach
    void stop() {
        adapter.stop();
        System.clearProperty("carillon.home");
        ARTEMIS.setLevel(null);
    }

    @Test
    void consumersThatTheBrokerClosedComeBack() throws Exception {
        send();
        await().atMost(LIMIT).until(() -> handled.get() == 1);
        closeConsumers(SESSIONS);
        assertThat(broker.consumersOfAdapter(QUEUE), is(0));
        send();
        await().atMost(LIMIT).until(() -> handled.get() == 2);
        await().atMost(LIMIT).until(() -> broker.consumersOfAdapter(QUEUE) == SESSIONS);
    }

    @Test
    void aSingleMissingConsumerComesBackToo() throws Exception {
        await().pollDelay(Duration.ofSeconds(5)).atMost(LIMIT).until(() -> broker.consumersOfAdapter(QUEUE) == SESSIONS);
        closeConsumers(1);
        assertThat(broker.consumersOfAdapter(QUEUE), is(SESSIONS - 1));
        await().atMost(LIMIT).until(() -> broker.consumersOfAdapter(QUEUE) == SESSIONS);
    }

    @Test
    void aBrokerThatStoppedByItselfIsStartedAgainAndKeepsItsMessages() throws Exception {
        broker.server().stop();
        await().atMost(LIMIT).until(() -> !broker.hasStopped() && broker.consumersOfAdapter(QUEUE) == SESSIONS);
        send();
        await().atMost(LIMIT).until(() -> handled.get() == 1);
    }

    /** As the broker does when it cannot deliver a message. */
    private void closeConsumers(int number) {
        List.copyOf(broker.server().locateQueue(QUEUE).getConsumers()).stream().limit(number)
                .forEach(consumer -> ((ServerConsumer) consumer).failed(new IllegalStateException("cannot be delivered")));
    }

    private static void send() throws Exception {
        try (var locator = ActiveMQClient.createServerLocator("vm://0");
                var connection = locator.createSessionFactory();
                var session = connection.createSession()) {
            session.createProducer(SimpleString.of(QUEUE)).send(session.createMessage(true));
        }
    }

    private static BootstrapContext context() {
        WorkManager manager = (WorkManager) Proxy.newProxyInstance(WorkManager.class.getClassLoader(),
                new Class<?>[] {WorkManager.class}, (proxy, method, arguments) -> {
                    new Thread((Work) arguments[0]).start();
                    return null;
                });
        return (BootstrapContext) Proxy.newProxyInstance(BootstrapContext.class.getClassLoader(),
                new Class<?>[] {BootstrapContext.class},
                (proxy, method, arguments) -> method.getName().equals("getWorkManager") ? manager : null);
    }

    private MessageEndpointFactory endpoints() {
        return new MessageEndpointFactory() {
            @Override
            public MessageEndpoint createEndpoint(XAResource transaction) {
                return new Endpoint();
            }

            @Override
            public MessageEndpoint createEndpoint(XAResource transaction, long timeout) {
                return new Endpoint();
            }

            @Override
            public boolean isDeliveryTransacted(Method method) {
                return false;
            }

            @Override
            public String getActivationName() {
                return "test";
            }

            @Override
            public Class<?> getEndpointClass() {
                return Endpoint.class;
            }
        };
    }

    private final class Endpoint implements MessageEndpoint, MessageListener {

        @Override
        public void onMessage(Message message) {
            handled.incrementAndGet();
        }

        @Override
        public void beforeDelivery(Method method) {
        }

        @Override
        public void afterDelivery() {
        }

        @Override
        public void release() {
        }
    }
}
