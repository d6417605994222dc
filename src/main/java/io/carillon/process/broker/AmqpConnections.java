package io.carillon.process.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.protocol.amqp.broker.ActiveMQProtonRemotingConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;

/**
 * AMQP connections that the broker has ended with an error. It ends the connection of a producer that names a transaction which
 * it does not know, because that has ended or belongs to another connection. It sends the message nevertheless, outside of any
 * transaction.
 */
final class AmqpConnections {

    private AmqpConnections() {
    }

    /**
     * Refuses a message without a transaction on a connection that has ended with an error.
     *
     * @param transaction that of the message; null for none
     */
    static void requireOpen(RemotingConnection connection, Transaction transaction) throws ActiveMQException {
        if (transaction == null && connection instanceof ActiveMQProtonRemotingConnection amqp
                && hasFailed(amqp.getAmqpConnection().getHandler().getConnection())) {
            throw Refused.because("The connection has ended with an error.");
        }
    }

    private static boolean hasFailed(Connection connection) {
        ErrorCondition error = connection.getCondition();
        return connection.getLocalState() == EndpointState.CLOSED && error != null && error.getCondition() != null;
    }
}
