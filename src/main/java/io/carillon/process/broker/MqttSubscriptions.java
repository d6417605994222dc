package io.carillon.process.broker;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Ends the connection of an MQTT client that subscribes or unsubscribes, unless it has another role than a producer. Permissions
 * do not suffice: when the broker refuses a subscription, it deletes the subscription's queue, and a producer can choose a client
 * id and a topic that together are the name of Carillon's queue.
 */
public class MqttSubscriptions implements MQTTInterceptor {

    private static final Logger LOG = Logger.getLogger(MqttSubscriptions.class.getName());
    private static final Set<MqttMessageType> SUBSCRIBING = Set.of(MqttMessageType.SUBSCRIBE, MqttMessageType.UNSUBSCRIBE);

    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        if (packet.fixedHeader() == null || !SUBSCRIBING.contains(packet.fixedHeader().messageType())
                || !BrokerUsers.isProducer(connection)) {
            return true;
        }
        LOG.fine(() -> "mqtt.subscription-refused client=" + connection.getClientID());
        connection.disconnect(true);
        return false;
    }
}
