package io.carillon.blackbox;

import static io.carillon.blackbox.support.AmqpSections.data;
import static io.carillon.blackbox.support.AmqpSections.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.PostgresProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.WireAmqp;
import io.carillon.blackbox.support.WireCore;
import io.carillon.blackbox.support.WireMqtt;
import io.carillon.blackbox.support.WireOpenWire;
import io.carillon.blackbox.support.WireStomp;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.jms.DeliveryMode;
import javax.jms.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the broker has confirmed outlives the process, however the producer marked it: while the database is down, changes
 * pile up in the queue that no producer asked to be kept; the process ends; all of them take effect once after the next start.
 */
@Tag("long")
class QueueDurabilityIT {

    private static final int SMALL = 100;
    private static final int LARGE = 3;
    private static final String QUEUE = "carillon.changes";

    private final Path folder = CarillonProcess.aNewFolder();
    private final Set<String> confirmed = new HashSet<>();

    @Test
    void whatIsConfirmedIsThereAfterAnOrderlyStopAndAfterKill() throws Exception {
        try (PostgresProcess postgres = new PostgresProcess(folder).start(); Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, postgres.settings()).start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().retrying().create();
            for (String end : List.of("stop", "kill")) {
                try (Connection connection = held(postgres.settings())) {
                    send(scenario, Login.anonymous(carillon.brokerUrl()), end);
                    if (end.equals("stop")) {
                        carillon.terminate();
                    } else {
                        carillon.kill();
                    }
                    connection.rollback();
                }
                assertThat("took effect before the end", ids(endpoint).stream().anyMatch(id -> id.startsWith(end)), is(false));
                carillon.start();
                assertAllHaveOneEffect(scenario, endpoint, end);
            }
        }
    }

    /** As long as the inbox is locked, nothing leaves the queue. */
    private static Connection held(Map<String, String> settings) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.get("CARILLON_DB_URL"),
                settings.get("CARILLON_DB_USER"), settings.get("CARILLON_DB_PASSWORD"));
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private void send(Scenario scenario, Login login, String prefix) throws Exception {
        try (WireStomp stomp = new WireStomp(login)) {
            each(scenario, prefix + "-stomp", change -> stomp.send(QUEUE, change));
            each(scenario, prefix + "-stomp-bytes", change -> stomp.sendBytes(QUEUE, change.getBytes(UTF_8), "persistent:false"));
        }
        try (WireCore core = new WireCore(login); WireCore compressed = new WireCore(login, true, false)) {
            each(scenario, prefix + "-core", change -> core.send(notDurable(core.text(change))));
            each(scenario, prefix + "-core-bytes", change -> core.send(notDurable(core.bytes(change.getBytes(UTF_8)))));
            each(scenario, prefix + "-core-compressed", change -> compressed.send(notDurable(compressed.text(change))));
        }
        try (WireOpenWire wire = new WireOpenWire(login)) {
            each(scenario, prefix + "-openwire",
                    change -> wire.send(QUEUE, notDurable(wire.session().createTextMessage(change))));
        }
        sendAmqp(scenario, login, prefix);
        sendMqtt(scenario, login, prefix);
    }

    private void sendAmqp(Scenario scenario, Login login, String prefix) throws Exception {
        try (WireAmqp amqp = new WireAmqp(login)) {
            var sender = amqp.open(QUEUE);
            Header header = new Header();
            header.setDurable(false);
            each(scenario, prefix + "-amqp", change -> amqp.send(sender, encode(data(change.getBytes(UTF_8)))));
            each(scenario, prefix + "-amqp-false", change -> amqp.send(sender, encode(header, data(change.getBytes(UTF_8)))));
            each(scenario, prefix + "-amqp-transaction", change -> {
                var transaction = amqp.begin();
                amqp.send(sender, encode(header, data(change.getBytes(UTF_8))), transaction);
                amqp.end(transaction, true);
            });
        }
    }

    /** Quality 0 is not confirmed itself; but what comes after it on the same connection is. */
    private void sendMqtt(Scenario scenario, Login login, String prefix) throws Exception {
        for (int version : List.of(WireMqtt.V3, WireMqtt.V5)) {
            try (WireMqtt mqtt = new WireMqtt(login, version, "keeper-" + version)) {
                for (int qos = 0; qos <= 2; qos++) {
                    int quality = qos;
                    each(scenario, prefix + "-mqtt-" + version + "-" + qos,
                            change -> mqtt.publish("carillon/changes", change.getBytes(UTF_8), quality));
                }
                each(scenario, prefix + "-mqtt-dot-" + version, change -> mqtt.publish(QUEUE, change.getBytes(UTF_8), 1));
            }
        }
    }

    private void each(Scenario scenario, String name, Sending sending) throws Exception {
        for (int i = 0; i < SMALL + LARGE; i++) {
            String id = name + "-" + i;
            sending.send(scenario.anEvent("team.updated", id, "{\"text\":\"" + "x".repeat(i < SMALL ? 1 : 250_000) + "\"}"));
            confirmed.add(id);
        }
    }

    private static ClientMessage notDurable(ClientMessage message) {
        message.setDurable(false);
        return message;
    }

    private static Message notDurable(Message message) throws Exception {
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        return message;
    }

    private void assertAllHaveOneEffect(Scenario scenario, Endpoint endpoint, String end) {
        Set<String> missing = new TreeSet<>(confirmed);
        scenario.post(scenario.aChange("team", "update", "last-" + end));
        try {
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(500)).until(() -> {
                missing.removeAll(ids(endpoint));
                return missing.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            assertThat("lost by " + end + " of " + confirmed.size(), missing, is(empty()));
        }
        long effects = endpoint.received().stream().map(one -> one.header("webhook-id")).distinct().count();
        assertThat("effects", effects, is((long) ids(endpoint).size()));
    }

    private static Set<String> ids(Endpoint endpoint) {
        return endpoint.received().stream().map(Received::json).map(body -> body.get("resourceId").asText())
                .collect(Collectors.toSet());
    }

    @FunctionalInterface
    private interface Sending {
        void send(String change) throws Exception;
    }
}
