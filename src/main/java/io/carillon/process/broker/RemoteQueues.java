package io.carillon.process.broker;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;

/**
 * The queues of an external broker, asked over a short connection. The number of consumers of a queue includes
 * those of other nodes.
 */
record RemoteQueues(ActiveMQResourceAdapter adapter) implements QueueView {

    @Override
    public int consumersOfAdapter(String queue) {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean hasMessages(String queue) throws Exception {
        ServerLocator broker = adapter.getDefaultActiveMQConnectionFactory().getServerLocator();
        try (ClientSessionFactory connection = broker.createSessionFactory();
                ClientSession session = connection.createSession(adapter.getUserName(), adapter.getPassword(), false, true, true,
                        false, 0)) {
            return session.queueQuery(SimpleString.of(queue)).getMessageCount() > 0;
        }
    }
}
