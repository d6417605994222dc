package io.carillon.process.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.blackbox.support.WireMqtt;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnectBuilder;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an MQTT client's packets before the broker reads them. */
class MqttRulesTest {

    private static final int EXPIRY = MqttPropertyType.SESSION_EXPIRY_INTERVAL.value();

    private static final int LIFE = MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL.value();

    private final EmbeddedChannel producer = new EmbeddedChannel(new MqttRules(connection("carillon-producers")));
    private final EmbeddedChannel administrator = new EmbeddedChannel(new MqttRules(connection("amq")));

    /** Without the rules, the broker fails after it has noted the packet, and confirms the repetition without the message. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aRetainedMessageIsQueuedAndNotRetained(int qos, @TempDir Path home) throws Exception {
        try (ProducersPort port = new ProducersPort(home)) {
            int queues = port.server().getActiveMQServerControl().getQueueNames().length;
            for (int version : new int[] {WireMqtt.V3, WireMqtt.V5}) {
                try (WireMqtt mqtt = new WireMqtt(port.login("office"), version, "office-" + version)) {
                    mqtt.publishRetained("carillon/changes", "{}".getBytes(UTF_8), qos);
                    mqtt.publish("carillon/changes", "{}".getBytes(UTF_8), 1);
                }
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> port.queued().size() == 4);
            assertThat(port.server().getActiveMQServerControl().getQueueNames().length, is(queues));
        }
    }

    @Test
    void onlyTheRetainFlagOfAPublishIsChanged() {
        MqttPublishMessage sent = publish("carillon/changes");
        MqttPublishMessage read = read(producer, sent);
        assertThat(read.fixedHeader().isRetain(), is(false));
        assertThat(read.fixedHeader().qosLevel(), is(MqttQoS.EXACTLY_ONCE));
        assertThat(read.variableHeader(), is(sent.variableHeader()));
        assertThat(read.payload(), is(sent.payload()));
        assertThat(read.refCnt(), is(1));
    }

    /** An alias of MQTT 5 leaves the topic empty. */
    @Test
    void otherUsersOfASharedBrokerMayRetainOnTheirOwnTopics() {
        assertThat(read(producer, publish("")).fixedHeader().isRetain(), is(false));
        assertThat(read(administrator, publish("lamp/state")).fixedHeader().isRetain(), is(true));
        assertThat(read(administrator, publish("carillon.changes")).fixedHeader().isRetain(), is(false));
    }

    @Test
    void aWillIsNotRetainedEither() {
        MqttConnectMessage read = read(producer, connect(MqttVersion.MQTT_3_1_1).willFlag(true).willRetain(true)
                .willTopic("carillon/changes").willMessage(new byte[] {1}).willQoS(MqttQoS.EXACTLY_ONCE).build());
        assertThat(read.variableHeader().isWillRetain(), is(false));
        assertThat(read.variableHeader().willQos(), is(2));
        assertThat(read.payload().willMessageInBytes(), is(new byte[] {1}));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "86400, 86400", "86401, 86400", "2147483647, 86400", "-1, 86400", "-2147483648, 86400"})
    void noSessionIsLongerThanADay(int wanted, int given) {
        MqttConnectMessage read = read(producer, connect(MqttVersion.MQTT_5).properties(expiry(wanted)).build());
        assertThat(read.variableHeader().properties().getProperty(EXPIRY).value(), is(given));
        producer.writeOutbound(MqttMessageBuilders.connAck().properties(new MqttProperties())
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED).build());
        MqttConnAckMessage answer = producer.readOutbound();
        var expiry = answer.variableHeader().properties().getProperty(EXPIRY);
        assertThat("reported if it differs from the wanted one", expiry == null ? wanted : expiry.value(), is(given));
        MqttMessage end = read(producer, MqttMessageBuilders.disconnect().properties(expiry(wanted)).build());
        assertThat(((MqttReasonCodeAndPropertiesVariableHeader) end.variableHeader()).properties().getProperty(EXPIRY).value(),
                is(given));
    }

    /** In milliseconds a longer life is more than an int of the broker holds, and the message would expire when it arrives. */
    @ParameterizedTest
    @CsvSource({"0, 0", "60, 60", "2073600, 2073600", "2073601, 2073600", "2592000, 2073600", "2147483647, 2073600",
        "-2147483648, 2073600", "-1, 2073600"})
    void noMessageLivesLongerThanTheBrokerCanCount(int wanted, int given) {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(LIFE, wanted));
        MqttPublishMessage read = read(producer, MqttMessageBuilders.publish().topicName("carillon/changes")
                .qos(MqttQoS.AT_LEAST_ONCE).messageId(7).properties(properties).payload(Unpooled.EMPTY_BUFFER).build());
        assertThat(read.variableHeader().properties().getProperty(LIFE).value(), is(given));
        MqttProperties ofWill = new MqttProperties();
        ofWill.add(new IntegerProperty(LIFE, wanted));
        MqttConnectMessage will = read(producer, connect(MqttVersion.MQTT_5).willFlag(true).willTopic("carillon/changes")
                .willProperties(ofWill).willMessage(new byte[] {1}).build());
        assertThat(will.payload().willProperties().getProperty(LIFE).value(), is(given));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 2_592_000, 4_294_967, Integer.MAX_VALUE, -1})
    void aMessageExpiresAfterTheTimeThatTheProducerGave(int seconds, @TempDir Path home) throws Exception {
        try (ProducersPort port = new ProducersPort(home);
                WireMqtt mqtt = new WireMqtt(port.login("office"), WireMqtt.V5, "office")) {
            long now = System.currentTimeMillis();
            mqtt.publish("carillon/changes", "{}".getBytes(UTF_8), 1,
                    ByteBuffer.allocate(5).put((byte) LIFE).putInt(seconds).array());
            await().atMost(Duration.ofSeconds(20)).until(() -> port.queued().size() == 1);
            long least = Math.min(Integer.toUnsignedLong(seconds), MqttRules.LONGEST_LIFE) * 1_000;
            assertThat(port.queued().get(0).getExpiration(), greaterThanOrEqualTo(now + least));
        }
    }

    @Test
    void aRefusedClientLearnsNothingOfItsSession() {
        read(producer, connect(MqttVersion.MQTT_5).properties(expiry(-1)).build());
        producer.writeOutbound(MqttMessageBuilders.connAck().properties(MqttProperties.NO_PROPERTIES)
                .returnCode(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5).build());
        MqttConnAckMessage answer = producer.readOutbound();
        assertThat(answer.variableHeader().properties().getProperty(EXPIRY), nullValue());
    }

    /** MQTT 3 has no properties; what the acceptor says applies. */
    @Test
    void theAcceptorNamesTheSameTimeForOlderClients() {
        read(producer, connect(MqttVersion.MQTT_3_1_1).build());
        String parameter = "defaultMqttSessionExpiryInterval=" + MqttRules.LONGEST_SESSION;
        assertThat(EmbeddedBroker.PARAMETERS, EmbeddedBroker.PARAMETERS.contains(parameter), is(true));
    }

    private static ConnectBuilder connect(MqttVersion version) {
        return MqttMessageBuilders.connect().protocolVersion(version).clientId("office");
    }

    private static MqttProperties expiry(int seconds) {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(EXPIRY, seconds));
        return properties;
    }

    private static MqttPublishMessage publish(String topic) {
        return MqttMessageBuilders.publish().topicName(topic).qos(MqttQoS.EXACTLY_ONCE).messageId(7).retained(true)
                .payload(Unpooled.copiedBuffer("{}", UTF_8)).build();
    }

    private static <T> T read(EmbeddedChannel channel, T packet) {
        channel.writeInbound(packet);
        return channel.readInbound();
    }

    private static RemotingConnection connection(String role) {
        Subject subject = new Subject(true, Set.of(new RolePrincipal(role)), Set.of(), Set.of());
        return (RemotingConnection) Proxy.newProxyInstance(RemotingConnection.class.getClassLoader(),
                new Class<?>[] {RemotingConnection.class},
                (proxy, method, arguments) -> method.getName().equals("getSubject") ? subject : null);
    }
}
