package io.carillon.blackbox.support;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.MapMessage;
import jakarta.jms.Queue;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The client of Artemis itself, on {@code jakarta.jms}. */
public final class CoreProducer implements Producer {

    private final JMSContext jms;
    private final Queue queue;

    /** Takes over {@code jms}, and closes it. */
    CoreProducer(JMSContext jms) {
        this.jms = jms;
        queue = jms.createQueue("carillon.changes");
    }

    public CoreProducer(int port) {
        // [core-connect]
        ConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        JMSContext jms = factory.createContext();
        jms.setClientID("club-office");
        Queue queue = jms.createQueue("carillon.changes");
        // [/core-connect]
        this.jms = jms;
        this.queue = queue;
    }

    @Override
    public void sendText(String changes) {
        // [core-text]
        jms.createProducer().send(queue, changes);
        // [/core-text]
    }

    public void sendOnce(String changes, String nameOfThisMessage) {
        // [core-once]
        jms.createProducer().setProperty("_AMQ_DUPL_ID", nameOfThisMessage).send(queue, changes);
        // [/core-once]
    }

    @Override
    public void sendBytes(byte[] changes) {
        // [core-bytes]
        jms.createProducer().send(queue, changes);
        // [/core-bytes]
    }

    /** {@code event} is a CloudEvent in the JSON format. */
    public void sendEvent(String event) {
        // [core-event]
        jms.createProducer().setProperty("content_type", "application/cloudevents+json").send(queue, event);
        // [/core-event]
    }

    /** A CloudEvent in binary mode. */
    public void sendEvent(String eventId, long organizationId, String resourceId, String data) {
        // [core-properties]
        jms.createProducer()
                .setProperty("cloudEvents_specversion", "1.0")
                .setProperty("cloudEvents_id", eventId)
                .setProperty("cloudEvents_source", "/clubs/registry")
                .setProperty("cloudEvents_type", "team.created")
                .setProperty("cloudEvents_subject", resourceId)
                .setProperty("cloudEvents_organizationid", organizationId)
                .send(queue, data);
        // [/core-properties]
    }

    @Override
    public void sendMap(long organizationId, String resourceId) throws Exception {
        // [core-map]
        MapMessage change = jms.createMapMessage();
        change.setLong("organizationId", organizationId);
        change.setString("eventType", "team.created");
        change.setString("resourceId", resourceId);
        change.setString("data", "{\"name\":\"Harbour Rowers\"}");
        jms.createProducer().send(queue, change);
        // [/core-map]
    }

    @Override
    public void close() {
        jms.close();
    }
}
