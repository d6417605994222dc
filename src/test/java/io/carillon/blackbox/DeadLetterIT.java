package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

/** What the broker gave up on is tried once more. Only the service may send to that queue, so the test is that user. */
class DeadLetterIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder = CarillonProcess.aNewFolder();

    @Test
    void aDeadLetterTakesEffectOnceOrIsSeen() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(folder).start(); Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, broker.settings()).start();
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                        broker.url(), BrokerProcess.SERVICE, BrokerProcess.PASSWORD);
                JMSContext jms = factory.createContext()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            Rejected rejected = Rejected.in(carillon.api());

            String bad = "no change " + Scenario.aNewId();
            String array = "[" + scenario.aChange("team", "update", "t1") + ",\"" + bad + "\"]";
            for (String queue : List.of("carillon.changes", "carillon.dead-letter")) {
                jms.createProducer().setProperty("_AMQ_DUPL_ID", "d-1").send(jms.createQueue(queue), array);
            }
            rejected.await(('"' + bad + '"').getBytes(UTF_8));
            jms.createProducer().send(jms.createQueue("carillon.dead-letter"), scenario.aChange("team", "update", "last"));
            await().atMost(LIMIT).until(() -> ids(endpoint).contains("last"));
            assertThat(rejected.withBody(('"' + bad + '"').getBytes(UTF_8)).size(), is(1));
            assertThat(ids(endpoint), is(List.of("t1", "last")));

            jms.createProducer().send(jms.createQueue("carillon.dead-letter"), jms.createStreamMessage());
            await().atMost(LIMIT).until(() -> rejected.list("reason=type-unusable").findAny().isPresent());

            String late = scenario.aChange("team", "update", "late");
            jms.createProducer().setTimeToLive(100).setDeliveryDelay(500).send(jms.createQueue("carillon.changes"), late);
            JsonNode expired = rejected.await(late.getBytes(UTF_8));
            assertThat(expired.get("reason").asText(), is("expired"));
            carillon.api().post("/rejected-messages/" + expired.get("id").asText() + "/requeue", "");
            await().atMost(LIMIT).until(() -> ids(endpoint).contains("late"));
        }
    }

    private static List<String> ids(Endpoint endpoint) {
        return endpoint.received().stream().map(one -> one.json().get("resourceId").asText()).toList();
    }
}
