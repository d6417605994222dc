package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.AmqpSections;
import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Refused;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.WireAmqp;
import io.carillon.blackbox.support.WireCore;
import io.carillon.blackbox.support.WireMqtt;
import io.carillon.blackbox.support.WireOpenWire;
import io.carillon.blackbox.support.WireProtocol;
import io.carillon.blackbox.support.WireStomp;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.jms.JMSException;
import javax.jms.Session;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who reaches the embedded broker may send to the queue of changes, and nothing else: other addresses are an error that the
 * producer sees, and consuming, browsing, creating and managing are refused. Whatever was tried, the queue goes on.
 */
@SharedService
class QueueDoorIT {

    private static final String QUEUE = "carillon.changes";
    private static final List<String> SPELLINGS = List.of(QUEUE, "/queue/carillon.changes", "queue/carillon.changes",
            "queue://carillon.changes", "jms.queue.carillon.changes", "carillon.changes::carillon.changes");
    private static final List<String> ELSEWHERE = List.of("carillon.change", "carillon.changes.x", "carillon. changes",
            "Carillon.Changes", "/queue/carillon.change", "jms.topic.other", "carillon.dead-letter", "carillon.#", "other",
            "activemq.management", "activemq.notifications", "carillon.changes::other", "other::carillon.changes",
            "carillon.dead-letter::carillon.dead-letter", "$sys.mqtt.sessions", "x".repeat(2_000));

    private final Scenario scenario;
    private final Endpoint endpoint;
    private final Login login;

    QueueDoorIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        endpoint = scenario.anEndpoint().thin().instant().create();
        login = Login.anonymous(service.brokerUrl());
    }

    static Stream<Arguments> spellings() {
        return addresses(SPELLINGS, List.of("carillon/changes", QUEUE))
                .filter(one -> isKnown((WireProtocol) one.get()[0], (String) one.get()[1]));
    }

    /** The broker strips prefixes for core clients and STOMP; the others get an error. STOMP has no notation for colons. */
    private static boolean isKnown(WireProtocol protocol, String address) {
        return switch (protocol) {
            case AMQP -> address.startsWith(QUEUE);
            case OPENWIRE -> address.equals(QUEUE);
            case STOMP -> !address.contains(":");
            default -> true;
        };
    }

    static Stream<Arguments> elsewhere() {
        return addresses(ELSEWHERE, List.of("carillon/change", "carillon/changes/x", "/carillon/changes", "Carillon/changes",
                "other", "carillon/dead-letter", "carillon.dead-letter", "activemq/management", "activemq.management"));
    }

    private static Stream<Arguments> addresses(List<String> queues, List<String> topics) {
        return Stream.of(WireProtocol.values()).flatMap(protocol -> (protocol == WireProtocol.MQTT ? topics : queues).stream()
                .map(address -> Arguments.of(protocol, address)));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void everySpellingOfTheQueueArrives(WireProtocol protocol, String address) throws Exception {
        sendTo(protocol, address, change("spelled"));
        assertThat(endpoint.awaitReceived(1).get(0).json().get("resourceId").asText(), is("spelled"));
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    void anyOtherAddressIsAnErrorThatTheProducerSees(WireProtocol protocol, String address) {
        assertRefused(() -> sendTo(protocol, address, change("elsewhere")));
    }

    @Test
    void anErrorOverStompSaysWhichAddressIsWrong() throws Exception {
        try (WireStomp stomp = new WireStomp(login)) {
            Refused refused = assertThrows(Refused.class, () -> stomp.send("carillon.change", change("elsewhere")));
            assertThat(refused.getMessage(), refused.getMessage().contains("ERROR"), is(true));
            assertThat(refused.getMessage(), refused.getMessage().contains("carillon.change"), is(true));
        }
    }

    @Test
    void aSendWithoutAReceiptGetsAnErrorForAWrongAddressToo() throws Exception {
        try (WireStomp stomp = new WireStomp(login)) {
            stomp.write("SEND", List.of("destination:/queue/carillon.change"), change("elsewhere").getBytes(UTF_8));
            assertThat(stomp.read().command(), is("ERROR"));
        }
    }

    /** JMS clients send to a topic in good faith; it may be the queue or an error, but not silence. */
    @ParameterizedTest
    @ValueSource(strings = {"/topic/carillon.changes", "topic://carillon.changes", "jms.topic.carillon.changes"})
    void aTopicOfTheSameNameIsTheQueueOrAnError(String address) throws Exception {
        try (WireStomp stomp = new WireStomp(login)) {
            stomp.send(address, change("topic"));
        } catch (Refused refused) {
            return;
        }
        endpoint.awaitReceived(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {QUEUE, "/queue/carillon.changes", "carillon.dead-letter", "activemq.management",
        "activemq.notifications", "/topic/anything", "carillon.changes::carillon.changes", "#"})
    void stompSubscribesToNothing(String address) throws Exception {
        try (WireStomp stomp = new WireStomp(login)) {
            assertRefused(() -> stomp.command("SUBSCRIBE", List.of("destination:" + address, "id:1"), new byte[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {QUEUE, "carillon.dead-letter", "activemq.management", "other", "carillon.changes::new"})
    void amqpReceivesNothing(String address) throws Exception {
        for (boolean browse : List.of(false, true)) {
            try (WireAmqp amqp = new WireAmqp(login)) {
                assertRefused(() -> amqp.receive(address, browse));
            }
        }
        try (WireAmqp amqp = new WireAmqp(login)) {
            assertRefused(amqp::openDynamic);
        }
    }

    /** A link without an address takes messages that name their own. */
    @ParameterizedTest
    @ValueSource(strings = {"carillon.change", "activemq.management", "carillon.dead-letter"})
    void anAmqpMessageWithAnotherAddressIsRefusedToo(String address) throws Exception {
        Properties properties = new Properties();
        properties.setTo(address);
        try (WireAmqp amqp = new WireAmqp(login)) {
            assertRefused(() -> amqp.send(amqp.open(null), AmqpSections.encode(properties, new AmqpValue(change("elsewhere")))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"carillon/changes", "#", "+/changes", "carillon/#", "$share/group/carillon/changes", "other",
        "activemq/management"})
    void mqttSubscribesToNothing(String filter) throws Exception {
        for (int version : List.of(WireMqtt.V3, WireMqtt.V5)) {
            try (WireMqtt mqtt = new WireMqtt(login, version, "reader-" + version)) {
                assertRefused(() -> mqtt.subscribe(filter));
            }
        }
    }

    /** The broker confirms to such a client what it has refused. */
    @Test
    void mqtt31IsRefused() {
        assertRefused(() -> new WireMqtt(login, WireMqtt.V3_1, "old").close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"changes", "dead-letter"})
    void anOpenWireClientCannotDeleteAQueueByItsName(String name) throws Exception {
        assertRefused(() -> {
            try (WireOpenWire wire = new WireOpenWire(login, "carillon")) {
                wire.session().unsubscribe(name);
            }
        });
        sendTo(WireProtocol.CORE, QUEUE, change("still-there"));
        endpoint.awaitReceived(1);
    }

    /** The broker deletes the queue of a subscription that it refuses; these are all ways to name Carillon's. */
    @ParameterizedTest
    @CsvSource({"carillon,changes", "reader,carillon/changes::carillon.changes", "carillon,$share/changes/changes",
        "carillon,dead-letter"})
    void anMqttClientCannotDeleteAQueueByItsName(String client, String filter) throws Exception {
        for (int version : List.of(WireMqtt.V3, WireMqtt.V5)) {
            try (WireMqtt mqtt = new WireMqtt(login, version, client)) {
                assertRefused(() -> mqtt.subscribe(filter));
            }
        }
        sendTo(WireProtocol.CORE, QUEUE, change("still-there"));
        endpoint.awaitReceived(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "browser", "temporary queue", "temporary topic", "topic", "durable"})
    void openWireConsumesNothing(String what) throws Exception {
        try (WireOpenWire wire = new WireOpenWire(login)) {
            assertRefused(() -> consume(wire.session(), what));
        }
    }

    private static void consume(Session session, String what) throws JMSException {
        switch (what) {
            case "consumer" -> session.createConsumer(session.createQueue(QUEUE));
            case "browser" -> session.createBrowser(session.createQueue(QUEUE)).getEnumeration().hasMoreElements();
            case "temporary queue" -> session.createConsumer(session.createTemporaryQueue());
            case "temporary topic" -> session.createConsumer(session.createTemporaryTopic());
            case "topic" -> session.createConsumer(session.createTopic("t-" + UUID.randomUUID()));
            default -> session.createDurableSubscriber(session.createTopic("t-" + UUID.randomUUID()), "name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "browser", "address", "queue", "queue of changes", "temporary queue", "deletion",
        "deletion of changes", "notifications"})
    void coreConsumesCreatesAndDeletesNothing(String what) throws Exception {
        try (WireCore core = new WireCore(login)) {
            assertRefused(() -> meddle(core.session(), what));
        }
    }

    private static void meddle(ClientSession session, String what) throws ActiveMQException {
        String other = "q-" + UUID.randomUUID();
        switch (what) {
            case "consumer" -> session.createConsumer(QUEUE);
            case "browser" -> session.createConsumer(QUEUE, true);
            case "address" -> session.createAddress(SimpleString.of(other), RoutingType.ANYCAST, false);
            case "queue" -> session.createQueue(QueueConfiguration.of(other));
            case "queue of changes" -> session.createQueue(QueueConfiguration.of(other).setAddress(QUEUE)
                    .setRoutingType(RoutingType.MULTICAST));
            case "temporary queue" -> session.createQueue(QueueConfiguration.of(other).setDurable(false).setTemporary(true));
            case "deletion" -> session.deleteQueue("carillon.dead-letter");
            case "deletion of changes" -> session.deleteQueue(QUEUE);
            default -> session.createQueue(QueueConfiguration.of(other).setAddress("activemq.notifications")
                    .setDurable(false).setTemporary(true).setRoutingType(RoutingType.MULTICAST));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "listMessagesAsJSON", "removeAllMessages", "disable"})
    void producersCannotManageTheQueue(String operation) throws Exception {
        try (WireCore core = new WireCore(login)) {
            ClientMessage message = core.message(0);
            ManagementHelper.putOperationInvocation(message, "queue." + QUEUE, operation);
            assertRefused(() -> core.send("activemq.management", message));
        }
        for (String address : List.of("activemq.management", "/queue/activemq.management", "jms.queue.activemq.management",
                "activemq.management::activemq.management")) {
            try (WireStomp stomp = new WireStomp(login)) {
                assertRefused(() -> stomp.send(address, "[]", "_AMQ_ResourceName:queue." + QUEUE,
                        "_AMQ_OperationName:" + operation));
            }
        }
    }

    @AfterAll
    static void everyProtocolStillArrives(Service service) throws Exception {
        Scenario scenario = service.scenario();
        Endpoint afterwards = scenario.anEndpoint().thin().instant().create();
        for (WireProtocol protocol : WireProtocol.values()) {
            protocol.send(Login.anonymous(service.brokerUrl()), scenario.aChange("team", "update", "after-" + protocol));
        }
        List<String> ids = afterwards.awaitReceived(WireProtocol.values().length).stream()
                .map(received -> received.json().get("resourceId").asText()).sorted().toList();
        assertThat(ids, is(Stream.of(WireProtocol.values()).map(protocol -> "after-" + protocol).sorted().toList()));
    }

    private String change(String resourceId) {
        return scenario.aChange("team", "update", resourceId);
    }

    private void sendTo(WireProtocol protocol, String address, String text) throws Exception {
        protocol.sendTo(login, address, text);
    }

    private static void assertRefused(Executable attempt) {
        Exception refused = assertThrows(Exception.class, attempt);
        assertThat(refused.toString(), refused instanceof Refused || refused instanceof JMSException
                || refused instanceof ActiveMQException, is(true));
    }
}
