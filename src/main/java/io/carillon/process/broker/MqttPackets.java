package io.carillon.process.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Ends the connection of an MQTT client that uses MQTT 3.1, or that subscribes or unsubscribes, unless it has another role than a
 * producer. Permissions do not suffice: when the broker refuses a subscription, it deletes the subscription's queue, and a
 * producer can choose a client id and a topic that together are the name of Carillon's queue. To a client of MQTT 3.1, the broker
 * confirms messages that it has refused; later versions have an answer for that, or lose the connection.
 */
public class MqttPackets implements MQTTInterceptor {

    private static final Logger LOG = Logger.getLogger(MqttPackets.class.getName());
    private static final Set<MqttMessageType> SUBSCRIBING = Set.of(MqttMessageType.SUBSCRIBE, MqttMessageType.UNSUBSCRIBE);
    /** The level of MQTT 3.1.1. */
    private static final int LEAST_VERSION = 4;

    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        if (packet.fixedHeader() == null || !isTooOld(packet)
                && !(SUBSCRIBING.contains(packet.fixedHeader().messageType()) && BrokerUsers.isProducer(connection))) {
            return true;
        }
        LOG.fine(() -> "mqtt.refused packet=" + packet.fixedHeader().messageType() + " client=" + connection.getClientID());
        connection.disconnect(true);
        return false;
    }

    private static boolean isTooOld(MqttMessage packet) {
        return packet instanceof MqttConnectMessage connect && connect.variableHeader().version() < LEAST_VERSION;
    }
}
