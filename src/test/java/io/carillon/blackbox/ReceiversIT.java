package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Forgery;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.receivers.JaxRsReceiver;
import io.carillon.receivers.ReceiverProcess;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The receivers of {@code src/docs/receiving-webhooks.md}, each with webhooks of the running service and with forged ones. */
@SharedService
class ReceiversIT {

    private final Service service;
    private final Scenario scenario;
    /** Not active: it has no receiver yet. */
    private final Endpoint endpoint;

    ReceiversIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
        endpoint = scenario.anEndpoint().full().instant().with("status", "\"inactive\"").create();
    }

    @Test
    void theDocumentsReceiverInNode() {
        try (ReceiverProcess receiver = ReceiverProcess.theDocuments(endpoint.secret())) {
            attach(receiver.url());
            deliver();
            Forgery forgery = new Forgery(receiver.url(), endpoint.secret());
            assertThat(forgery.send(), is(200));
            assertThat(forgery.withAnotherSecret().send(), is(401));
            assertThat(forgery.withAnotherBody().send(), is(401));
            assertThat(forgery.unsigned().send(), is(401));
            assertThat(receiver.lines().toString(), containsString("Score updated: p-1 now has 950 points"));
        }
    }

    @Test
    void theReceiverOfRawBytesInNode() {
        isSound(() -> ReceiverProcess.node(endpoint.secret()));
    }

    @Test
    void theReceiverInPython() {
        assumeTrue(ReceiverProcess.canRun("python3"), "python3 is not installed");
        isSound(() -> ReceiverProcess.python(endpoint.secret()));
    }

    @Test
    void theReceiverInGo() {
        assumeTrue(ReceiverProcess.canRun("go"), "go is not installed");
        isSound(() -> ReceiverProcess.go(endpoint.secret()));
    }

    @Test
    void theReceiverInPhp() {
        assumeTrue(ReceiverProcess.canRun("php"), "php is not installed");
        isSound(() -> ReceiverProcess.php(endpoint.secret()));
    }

    @Test
    void theReceiverInCSharp() {
        assumeTrue(ReceiverProcess.canRun("mcs") && ReceiverProcess.canRun("mono"), "Mono is not installed");
        isSound(() -> ReceiverProcess.csharp(endpoint.secret()));
    }

    @Test
    void theReceiverInJava() {
        try (JaxRsReceiver receiver = new JaxRsReceiver(endpoint.secret())) {
            isSound(receiver.url());
            Forgery forgery = new Forgery(receiver.url(), endpoint.secret());
            assertThat(forgery.without("X-TrackScore-Signature").send(), is(401));
        }
    }

    private void isSound(Supplier<ReceiverProcess> start) {
        try (ReceiverProcess receiver = start.get()) {
            isSound(receiver.url());
            // its output may come later than its answers
            await("both messages").atMost(Duration.ofSeconds(15)).until(() -> processed(receiver).size() >= 2);
            List<String> processed = processed(receiver);
            assertThat("each message once", processed, hasSize(2));
            assertThat(processed.get(0), not(is(processed.get(1))));
        }
    }

    private static List<String> processed(ReceiverProcess receiver) {
        return receiver.lines().stream().filter(line -> line.startsWith("processed")).toList();
    }

    private void isSound(URI url) {
        attach(url);
        deliver();
        Forgery forgery = new Forgery(url, endpoint.secret());
        assertThat(forgery.send(), is(200));
        assertThat("the same message once more", forgery.send(), is(200));
        assertThat(forgery.withAnotherSecret().send(), is(401));
        assertThat(forgery.withAnotherBody().send(), is(401));
        assertThat(forgery.withAnotherId().send(), is(401));
        assertThat(forgery.sentAt(Instant.now().minus(Duration.ofMinutes(6))).send(), is(401));
        assertThat(forgery.sentAt(Instant.now().plus(Duration.ofMinutes(6))).send(), is(401));
        assertThat(forgery.unsigned().send(), is(401));
    }

    private void attach(URI url) {
        Api.json(service.api().patch("/endpoints/" + endpoint.id(),
                Json.object("url", url, "format", "full", "delivery", "instant")), 200);
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
    }

    /** A real webhook, and the same one again. */
    private void deliver() {
        scenario.post(scenario.anEvent("score.updated", "s1",
                "{\"participant_id\":\"p-1\",\"new_score\":950,\"name\":\"Ünïcødé 😀\",\"1\":1.0}"));
        String delivery = endpoint.awaitDelivery("succeeded").get("id").asText();
        Api.json(service.api().post("/deliveries/" + delivery + "/redeliver", ""), 202);
        await("the repeat").atMost(Duration.ofSeconds(15)).until(() -> endpoint.attempts(delivery).size() == 2);
        assertThat(endpoint.attempts(delivery).get(1).get("status").asInt(), is(200));
    }
}
