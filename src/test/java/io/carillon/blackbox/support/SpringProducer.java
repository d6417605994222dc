package io.carillon.blackbox.support;

import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** Spring's template over the client of Artemis. */
public final class SpringProducer implements Producer {

    private final CachingConnectionFactory connections;
    private final JmsTemplate jms;

    public SpringProducer(int port) {
        // [spring-connect]
        ActiveMQConnectionFactory broker = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        CachingConnectionFactory connections = new CachingConnectionFactory(broker);
        connections.setClientId("club-office");
        JmsTemplate jms = new JmsTemplate(connections);
        jms.setDefaultDestinationName("carillon.changes");
        // [/spring-connect]
        this.connections = connections;
        this.jms = jms;
    }

    @Override
    public void sendText(String changes) {
        // [spring-text]
        jms.convertAndSend(changes);
        // [/spring-text]
    }

    @Override
    public void sendBytes(byte[] changes) {
        jms.convertAndSend(changes);
    }

    @Override
    public void sendMap(long organizationId, String resourceId) {
        // [spring-map]
        jms.convertAndSend(Map.of("organizationId", organizationId, "eventType", "team.created", "resourceId", resourceId,
                "data", "{\"name\":\"Harbour Rowers\"}"));
        // [/spring-map]
    }

    public void sendOnce(String changes, String nameOfThisMessage) {
        // [spring-once]
        jms.convertAndSend((Object) changes, message -> {
            message.setStringProperty("_AMQ_DUPL_ID", nameOfThisMessage);
            return message;
        });
        // [/spring-once]
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
