package io.carillon.blackbox.support;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.MapMessage;
import jakarta.jms.Queue;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Qpid JMS over AMQP 1.0. */
public final class AmqpProducer implements Producer {

    private final JMSContext jms;
    private final Queue queue;

    public AmqpProducer(int port) {
        // [amqp-connect]
        ConnectionFactory factory = new JmsConnectionFactory("amqp://127.0.0.1:" + port);
        JMSContext jms = factory.createContext();
        jms.setClientID("club-office");
        Queue queue = jms.createQueue("carillon.changes");
        // [/amqp-connect]
        this.jms = jms;
        this.queue = queue;
    }

    @Override
    public void sendText(String changes) {
        // [amqp-text]
        jms.createProducer().send(queue, changes);
        // [/amqp-text]
    }

    @Override
    public void sendBytes(byte[] changes) {
        // [amqp-bytes]
        jms.createProducer().send(queue, changes);
        // [/amqp-bytes]
    }

    @Override
    public void sendMap(long organizationId, String resourceId) throws Exception {
        // [amqp-map]
        MapMessage change = jms.createMapMessage();
        change.setLong("organizationId", organizationId);
        change.setString("eventType", "team.created");
        change.setString("resourceId", resourceId);
        change.setString("data", "{\"name\":\"Harbour Rowers\"}");
        jms.createProducer().send(queue, change);
        // [/amqp-map]
    }

    @Override
    public void close() {
        jms.close();
    }
}
