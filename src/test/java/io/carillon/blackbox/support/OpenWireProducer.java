package io.carillon.blackbox.support;

import javax.jms.BytesMessage;
import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.MapMessage;
import javax.jms.MessageProducer;
import javax.jms.Session;
import org.apache.activemq.ActiveMQConnectionFactory;

/** The client of ActiveMQ 5 over OpenWire, on the old {@code javax.jms}. */
public final class OpenWireProducer implements Producer {

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;

    public OpenWireProducer(int port) throws Exception {
        // [openwire-connect]
        ConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        Connection connection = factory.createConnection();
        connection.setClientID("club-office");
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue("carillon.changes"));
        // [/openwire-connect]
        this.connection = connection;
        this.session = session;
        this.producer = producer;
    }

    @Override
    public void sendText(String changes) throws Exception {
        // [openwire-text]
        producer.send(session.createTextMessage(changes));
        // [/openwire-text]
    }

    @Override
    public void sendBytes(byte[] changes) throws Exception {
        // [openwire-bytes]
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(changes);
        producer.send(message);
        // [/openwire-bytes]
    }

    @Override
    public void sendMap(long organizationId, String resourceId) throws Exception {
        // [openwire-map]
        MapMessage change = session.createMapMessage();
        change.setLong("organizationId", organizationId);
        change.setString("eventType", "team.created");
        change.setString("resourceId", resourceId);
        change.setString("data", "{\"name\":\"Harbour Rowers\"}");
        producer.send(change);
        // [/openwire-map]
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
