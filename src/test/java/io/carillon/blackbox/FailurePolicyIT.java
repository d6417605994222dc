package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.TimeMachine;
import io.carillon.receivers.Certificates;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** "Non-200 status for several days": the failure policy over days, with restarts in between, and who is notified. */
@Tag("later")
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // saves restarts; each test brings about what it needs
class FailurePolicyIT {

    private static final long OPERATIONS = 1;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static TimeMachine time;
    private static GreenMail mailServer;
    private static Receiver receiver;
    private static CarillonProcess carillon;
    private static Endpoint operators;
    private static String mode = "flag";

    private final AtomicInteger status = new AtomicInteger(500);
    private String contact;
    private Scenario tenant;
    private Endpoint endpoint;

    @BeforeAll
    static void aServiceInAnotherTime() {
        time = new TimeMachine(Instant.parse("2031-03-01T08:00:00Z"));
        mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.setUser("carillon", "not a secret");
        mailServer.start();
        receiver = new Receiver();
        Map<String, String> settings = time.settings();
        settings.put("CARILLON_OPERATIONS_ORGANIZATION", String.valueOf(OPERATIONS));
        settings.put("CARILLON_MAIL_HOST", "127.0.0.1");
        settings.put("CARILLON_MAIL_PORT", String.valueOf(mailServer.getSmtp().getPort()));
        settings.put("CARILLON_MAIL_USER", "carillon");
        settings.put("CARILLON_MAIL_PASSWORD", "not a secret");
        settings.put("CARILLON_MAIL_FROM", "carillon@example.org");
        settings.put("CARILLON_DISABLE_MODE", mode);
        carillon = new CarillonProcess(CarillonProcess.aNewFolder(), settings).patient().start();
        operators = Scenario.ofOrganization(OPERATIONS, carillon.api(), receiver)
                .anEndpoint().full().instant().to("endpoint.failing", "endpoint.disabled",
                        "endpoint.recovered", "endpoint.certificate_ending").create();
    }

    @AfterAll
    static void end() {
        carillon.close();
        receiver.close();
        mailServer.stop();
        time.close();
    }

    @BeforeEach
    void aFailingEndpointOfATenant() {
        tenant = new Scenario(carillon.api(), receiver);
        contact = "owner-" + tenant.organizationId() + "@example.org";
        tenant.contact(contact);
        endpoint = tenant.anEndpoint().thin().instant().answering(received -> Answer.status(status.get())).create();
    }

    @Test
    @Order(2)
    void severalDaysOfErrorsSwitchTheEndpointOffAndRestartsDoNotResetTheClock() {
        Instant began = time.now();
        aWebhookFails();
        time.pass(Duration.ofHours(59));
        restartInMode("disable");
        aWebhookFails();
        assertThat(shown().has("warnedAt"), is(false));
        time.pass(Duration.ofHours(2));
        awaitShown("warnedAt");
        assertThat(notified(1).at("/type").asText(), is("endpoint.failing"));
        assertThat(notified(1).at("/data/failing_since").asText(), is(began.toString()));
        assertThat(mails(1).get(0), containsString(endpoint.url()));

        time.pass(Duration.ofHours(57));
        aWebhookFails();
        assertThat(shown().get("status").asText(), is("active"));
        time.pass(Duration.ofHours(3));
        await().atMost(LIMIT).until(() -> shown().get("status").asText().equals("disabled"));
        assertThat(shown().get("disabledReason").asText(), is("The endpoint has been failing since " + began + "."));
        assertThat(notified(2).at("/type").asText(), is("endpoint.disabled"));
        assertThat(mails(2).get(1), containsString("/endpoints/" + endpoint.id() + "/enable"));

        int before = endpoint.received().size();
        tenant.post(tenant.aChange("team", "delete", "missed"));
        endpoint.awaitDelivery("skipped");
        status.set(200);
        Api.json(carillon.api().post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
        assertThat(shown().has("failingSince"), is(false));
        Api.json(carillon.api().post("/endpoints/" + endpoint.id() + "/redeliver",
                Json.object("from", "2020-01-01T00:00:00Z", "to", "2100-01-01T00:00:00Z", "status", List.of("skipped"))), 202);
        assertThat(endpoint.awaitReceived(before + 1).get(before).body(), containsString("missed"));
    }

    @Test
    void aSuccessAfterTheWarningIsReportedAndRestartsTheClock() {
        useMode("disable");
        aWebhookFails();
        time.pass(Duration.ofHours(61));
        aWebhookFails();
        awaitShown("warnedAt");
        assertThat(notified(1).at("/type").asText(), is("endpoint.failing"));
        mails(1);
        status.set(200);
        tenant.post(tenant.aChange("team", "update", "t"));
        endpoint.awaitDelivery("succeeded");
        assertThat(notified(2).at("/type").asText(), is("endpoint.recovered"));
        assertThat(mails(2).get(1), containsString("has recovered"));
        assertThat(shown().has("failingSince"), is(false));

        status.set(500);
        time.pass(Duration.ofHours(60));
        aWebhookFails();
        assertThat(shown().get("failingSince").asText(), is(time.now().toString()));
        assertThat(shown().has("warnedAt"), is(false));
    }

    @Test
    void anEndpointThatNothingWasSentToForADayIsLeftAlone() {
        useMode("disable");
        aWebhookFails();
        Endpoint witness = tenant.anEndpoint().thin().instant().answering(received -> Answer.status(500)).create();
        tenant.post(tenant.aChange("team", "update", "t"));
        witness.awaitDelivery("failed");
        time.pass(Duration.ofDays(6));
        Api.json(carillon.api().post("/deliveries/" + witness.deliveries().get(0).get("id").asText() + "/redeliver", ""), 202);
        await().atMost(LIMIT).until(() -> shown(witness).get("status").asText().equals("disabled"));
        assertThat(shown().get("status").asText(), is("active"));
        assertThat(shown().has("warnedAt"), is(false));
    }

    @Test
    void anEndpointThatIsGoneIsReportedAtOnce() {
        useMode("disable");
        status.set(410);
        tenant.post(tenant.aChange("team", "update", "t"));
        assertThat(notified(1).at("/data/reason").asText(), is("The receiver answered 410 Gone."));
        assertThat(mails(1).get(0), containsString("410 Gone"));
    }

    @Test
    @Order(1)
    void inFlagModeTheEndpointIsOnlyMarked() {
        useMode("flag");
        aWebhookFails();
        time.pass(Duration.ofDays(5));
        aWebhookFails();
        awaitShown("flaggedAt");
        assertThat(shown().get("status").asText(), is("active"));
        assertThat(notified(1).at("/type").asText(), is("endpoint.failing"));
        aWebhookFails();
        assertThat(notified().size(), is(1));
    }

    @Test
    void aCertificateThatEndsSoonIsReported(@TempDir Path folder) throws Exception {
        Certificates certificates = new Certificates(folder);
        String start = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss").withZone(ZoneId.systemDefault()).format(time.now());
        certificates.sign("client", "carillon.example.com", "-startdate", start, "-validity", "29");
        String certificate = Json.object("certificate", certificates.pem("client"), "privateKey", certificates.keyPem("client"));
        JsonNode changed = Api.json(carillon.api().patch("/endpoints/" + endpoint.id(), Json.object("url", "https://127.0.0.1/",
                "clientCertificate", raw(certificate))), 200);
        await("the next look").atMost(Duration.ofSeconds(60)).until(() -> !notified().isEmpty());
        assertThat(notified(1).at("/type").asText(), is("endpoint.certificate_ending"));
        assertThat(notified(1).at("/data/certificate_ends_at"), is(changed.get("clientCertificateEndsAt")));
        assertThat(mails(1).get(0), containsString("client certificate of your endpoint ends soon"));
    }

    private static void useMode(String wanted) {
        if (!mode.equals(wanted)) {
            restartInMode(wanted);
        }
    }

    private static void restartInMode(String newMode) {
        carillon.terminate();
        carillon = new CarillonProcess(carillon, Map.of("CARILLON_DISABLE_MODE", newMode)).start();
        mode = newMode;
    }

    private void aWebhookFails() {
        long before = failed();
        tenant.post(tenant.aChange("team", "update", "t"));
        await().atMost(LIMIT).until(() -> failed() == before + 1);
    }

    private long failed() {
        return endpoint.deliveries().findValuesAsText("status").stream().filter("failed"::equals).count();
    }

    private JsonNode shown() {
        return shown(endpoint);
    }

    private static JsonNode shown(Endpoint which) {
        return Api.json(carillon.api().get("/endpoints/" + which.id()), 200);
    }

    private void awaitShown(String member) {
        await(member).atMost(LIMIT).until(() -> shown().has(member));
    }

    /** Operational events about this test's endpoint, as operators received them. */
    private List<JsonNode> notified() {
        return operators.received().stream().map(Receiver.Received::json)
                .filter(event -> event.at("/data/endpoint_id").asText().equals(endpoint.id())).toList();
    }

    private JsonNode notified(int count) {
        await(count + " operational events").atMost(LIMIT).until(() -> notified().size() == count);
        return notified().get(count - 1);
    }

    private List<String> mails(int count) {
        await(count + " mails").atMost(LIMIT).until(() -> mails().size() == count);
        return mails();
    }

    private List<String> mails() {
        return Arrays.stream(mailServer.getReceivedMessages()).filter(this::isToContact).map(GreenMailUtil::getBody).toList();
    }

    private boolean isToContact(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString().equals(contact);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
