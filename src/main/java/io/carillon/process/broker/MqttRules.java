package io.carillon.process.broker;

import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.SESSION_EXPIRY_INTERVAL;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttVersion;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Changes what an MQTT client asks of the broker, before the broker reads it; one for each connection.
 *
 * <p>Nothing is retained for later subscribers, because a producer's message is a change and the queue has no subscribers. The
 * broker would create a queue for it, and if that fails after it has noted the packet's id, it takes the message's repetition for
 * a duplicate.
 *
 * <p>No session outlives its connection by more than a day. In MQTT 5 the client names the time, and receives the shorter one.
 * For older clients, {@code defaultMqttSessionExpiryInterval} of the acceptor does the same.
 *
 * <p>A message of MQTT 5 lives at most 24 days: the broker would count a longer time in milliseconds beyond what an {@code int}
 * holds, and let the message expire at once.
 */
final class MqttRules extends ChannelDuplexHandler {

    /** The longest life of a session without a connection, in seconds; a client's number is unsigned. */
    static final int LONGEST_SESSION = 86_400;

    /** The longest life of a message, in seconds. */
    static final int LONGEST_LIFE = 24 * 86_400;

    private static final int MQTT_5 = MqttVersion.MQTT_5.protocolLevel();
    private static final String OURS = "carillon";

    private final RemotingConnection connection;
    private boolean isShortened;

    MqttRules(RemotingConnection connection) {
        this.connection = connection;
    }

    /** Applies the rules to {@code connection} if its protocol is MQTT. Must be called before its first packet is handled. */
    static void apply(RemotingConnection connection) {
        if (connection.getTransportConnection() instanceof NettyServerConnection transport) {
            ChannelPipeline pipeline = transport.getChannel().pipeline();
            ChannelHandlerContext broker = pipeline.context(MQTTProtocolHandler.class);
            if (broker != null) {
                pipeline.addBefore(broker.name(), MqttRules.class.getName(), new MqttRules(connection));
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
        UnfinishedInput.finished(context.channel());
        context.fireChannelRead(changed(packet));
    }

    private Object changed(Object packet) {
        if (packet instanceof MqttConnectMessage connect && connect.variableHeader() != null) {
            return changed(connect);
        }
        if (packet instanceof MqttPublishMessage publish && publish.variableHeader() != null && isOurs(publish)) {
            shorten(publish.variableHeader().properties(), PUBLICATION_EXPIRY_INTERVAL, LONGEST_LIFE);
            return publish.fixedHeader().isRetain() ? new MqttPublishMessage(withoutRetain(publish.fixedHeader()),
                    publish.variableHeader(), publish.payload()) : publish;
        }
        if (packet instanceof MqttMessage other
                && other.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader disconnect) {
            shorten(disconnect.properties(), SESSION_EXPIRY_INTERVAL, LONGEST_SESSION);
        }
        return packet;
    }

    private MqttConnectMessage changed(MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        if (header.version() == MQTT_5) {
            isShortened = shorten(header.properties(), SESSION_EXPIRY_INTERVAL, LONGEST_SESSION);
        }
        if (!isOurs(connect.payload().willTopic())) {
            return connect;
        }
        shorten(connect.payload().willProperties(), PUBLICATION_EXPIRY_INTERVAL, LONGEST_LIFE);
        return header.isWillRetain()
                ? new MqttConnectMessage(connect.fixedHeader(), withoutWillRetain(header), connect.payload()) : connect;
    }

    /** A topic may be left out in favour of its alias. */
    private boolean isOurs(MqttPublishMessage publish) {
        return BrokerUsers.isProducer(connection) || isOurs(publish.variableHeader().topicName());
    }

    private static boolean isOurs(String topic) {
        return topic != null && topic.startsWith(OURS);
    }

    private static MqttFixedHeader withoutRetain(MqttFixedHeader header) {
        return new MqttFixedHeader(header.messageType(), header.isDup(), header.qosLevel(), false, header.remainingLength());
    }

    private static MqttConnectVariableHeader withoutWillRetain(MqttConnectVariableHeader header) {
        return new MqttConnectVariableHeader(header.name(), header.version(), header.hasUserName(), header.hasPassword(), false,
                header.willQos(), header.isWillFlag(), header.isCleanSession(), header.keepAliveTimeSeconds(),
                header.properties());
    }

    /** Shortens the life in {@code properties} if it is longer than {@code longest} seconds; whether it was. */
    private static boolean shorten(MqttProperties properties, MqttPropertyType type, int longest) {
        MqttProperty<?> life = properties.getProperty(type.value());
        boolean isTooLong = life != null && Integer.compareUnsigned((Integer) life.value(), longest) > 0;
        if (isTooLong) {
            properties.add(new IntegerProperty(type.value(), longest));
        }
        return isTooLong;
    }

    @Override
    public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise) throws Exception {
        if (isShortened && packet instanceof MqttConnAckMessage answer
                && answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            answer.variableHeader().properties().add(new IntegerProperty(SESSION_EXPIRY_INTERVAL.value(), LONGEST_SESSION));
        }
        super.write(context, packet, promise);
    }
}
