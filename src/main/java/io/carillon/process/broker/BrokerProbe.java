package io.carillon.process.broker;

import java.util.Map;
import java.util.Map.Entry;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** Asks an external broker once whether it accepts the login and has the queue of changes. */
public final class BrokerProbe {

    private static final String QUEUE = "carillon.changes";
    private static final int TIMEOUT_MILLIS = 5_000;

    private BrokerProbe() {
    }

    /** Whether all is well, and a sentence; {@code user} and {@code password} may be null. */
    public static Entry<Boolean, String> ask(String url, String user, String password) {
        try (ServerLocator broker = ActiveMQClient.createServerLocator(url)) {
            broker.setInitialConnectAttempts(1).setReconnectAttempts(0).setCallTimeout(TIMEOUT_MILLIS);
            try (ClientSessionFactory connection = broker.createSessionFactory();
                    ClientSession session = connection.createSession(user, password, false, true, true, false, 0)) {
                ClientSession.QueueQuery queue = session.queueQuery(SimpleString.of(QUEUE));
                return queue.isExists() ? Map.entry(true, "It accepts the login; " + QUEUE + " has " + queue.getMessageCount()
                        + " messages and " + queue.getConsumerCount() + " consumers.")
                        : Map.entry(false, "It accepts the login, but has no queue " + QUEUE
                                + "; server-config/artemis/broker.xml shows how to make it.");
            }
        } catch (ActiveMQException e) {
            return Map.entry(false, e.getType() == ActiveMQExceptionType.SECURITY_EXCEPTION
                    ? "It rejects the user " + user + ": " + e.getMessage()
                    : "It does not answer: " + BrokerAddress.withoutQuery(url) + ".");
        } catch (Exception e) {
            return Map.entry(false, "CARILLON_BROKER_URL cannot be used: " + e.getMessage() + ".");
        }
    }
}
