package io.carillon.process.broker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.queue.QueueState;
import io.carillon.queue.QueueStates;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker reports to the service about its queues, and that the service may ask for no more. */
class QueueStatesTest {

    @TempDir
    Path home;

    private ProducersPort broker;

    @BeforeEach
    void start() throws Exception {
        broker = new ProducersPort(home);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void theServiceSeesItsQueues() throws Exception {
        int addresses = broker.server().getPostOffice().getAddresses().size();
        try (var factory = new ActiveMQConnectionFactory("vm://0"); JMSContext service = factory.createContext()) {
            assertThat(QueueStates.ask(service), is(Map.of("changes", new QueueState(0, 0, 0), "dead-letters",
                    new QueueState(0, 0, 0))));
            service.createProducer().send(service.createQueue("carillon.changes"), "{}");
            service.createProducer().send(service.createQueue("carillon.changes"), "{}");
            try (JMSConsumer reader = service.createConsumer(service.createQueue("carillon.changes"))) {
                QueueState changes = QueueStates.ask(service).get("changes");
                assertThat(changes.messages(), is(2L));
                assertThat(changes.consumers(), is(1L));
                assertThat(changes.oldestSeconds(), closeTo(5, 5));
            }
        }
        assertThat("a temporary queue is left", broker.server().getPostOffice().getAddresses().size(), is(addresses));
    }

    @Test
    void theServiceMayChangeNothing() throws Exception {
        try (var factory = new ActiveMQConnectionFactory("vm://0"); JMSContext service = factory.createContext()) {
            service.createProducer().send(service.createQueue("carillon.changes"), "{}");
            TemporaryQueue replies = service.createTemporaryQueue();
            Message purge = service.createTextMessage("[]");
            purge.setStringProperty("_AMQ_ResourceName", "queue.carillon.changes");
            purge.setStringProperty("_AMQ_OperationName", "removeAllMessages");
            purge.setJMSReplyTo(replies);
            service.createProducer().send(service.createQueue("activemq.management"), purge);
            try (JMSConsumer reader = service.createConsumer(replies)) {
                assertThat(reader.receive(5_000).getBooleanProperty("_AMQ_OperationSucceeded"), is(false));
            }
            assertThat(QueueStates.ask(service).get("changes").messages(), is(1L));
        }
    }

    @Test
    void aProducerMayNotAsk() {
        try (var factory = new ActiveMQConnectionFactory(broker.url());
                JMSContext producer = factory.createContext("office", "any")) {
            assertThrows(JMSRuntimeException.class, () -> QueueStates.ask(producer));
        }
    }
}
