package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.EventStream;
import io.carillon.blackbox.support.Example;
import io.carillon.blackbox.support.Forgery;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Json.Raw;
import io.carillon.blackbox.support.Ports;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.receivers.ReceiverProcess;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code src/docs/examples}, started with the commands of their pages: what their users see. */
@QuietService
class ExamplesIT {

    private static final String KIM = "kim@example.org";
    private static final String ROBIN = "robin@example.org";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api;
    private final Scenario scenario;

    ExamplesIT(Service service, Scenario scenario) {
        api = service.api();
        this.scenario = scenario;
    }

    @BeforeAll
    static void pythonIsInstalled() {
        assumeTrue(ReceiverProcess.canRun("python3"), "python3 is not installed");
    }

    @Test
    void theScoreboardShowsTheNewestScoreOfEachParticipant() {
        scenario.anEndpoint().polled(); // has no URL by which connect.py could find it
        try (Example scoreboard = new Example("scoreboard", api, scenario).start();
                EventStream page = new EventStream(HttpRequest.newBuilder(scoreboard.url().resolve("/events")))) {
            assertThat(scoreboard.page("/"), containsString("new EventSource('/events')"));
            score("p-1", 800);
            await().atMost(LIMIT).until(page::last, is(ranking(row("p-1", 800))));
            score("p-1", 950);
            score("<b>p-2", 900);
            await().atMost(LIMIT).until(page::last, is(ranking(row("p-1", 950), row("<b>p-2", 900))));

            redeliver(deliveries(scoreboard, "succeeded", 3).get(2));
            score("p-3", 1);
            await("the old score without effect").atMost(LIMIT).until(page::last,
                    is(ranking(row("p-1", 950), row("<b>p-2", 900), row("p-3", 1))));
            Forgery forgery = new Forgery(scoreboard.url(), secret(scoreboard));
            assertThat(forgery.withAnotherSecret().send(), is(401));
            assertThat(forgery.withAnotherBody().send(), is(401));
            assertThat(forgery.unsigned().send(), is(401));
            assertThat(forgery.send(), is(200));
        }
    }

    private void score(String participant, int score) {
        scenario.post(scenario.anEvent("score.updated", participant,
                Json.object("leaderboard_id", "lb-1", "participant_id", participant, "new_score", score)));
    }

    private static Raw row(String participant, int score) {
        return Json.raw(Json.object("leaderboard", "lb-1", "participant", participant, "score", score));
    }

    private static JsonNode ranking(Raw... rows) {
        return Api.json(Json.array((Object[]) rows));
    }

    @Test
    void aJobRunsOncePerObjectAndWindowAndAgainAfterAFailure(@TempDir Path folder) throws Exception {
        Path ran = folder.resolve("ran");
        Path job = Files.writeString(folder.resolve("job"), """
                printf '%%s\\n' "$RESOURCE_OPERATION $RESOURCE_TYPE $RESOURCE_ID $WEBHOOK_SECRET" >> '%s'
                case "$(wc -l < '%1$s')" in *1) exit 3;; esac
                """.formatted(ran));
        String ofThePage = "printenv RESOURCE_OPERATION RESOURCE_TYPE RESOURCE_ID";
        String id = "$(exit); \"`exit`";
        try (Example printing = new Example("jobs", api, scenario).start();
                Example jobs = new Example("jobs", api, scenario).replacing(ofThePage, "sh '" + job + "'").start()) {
            scenario.post(scenario.aChange("team", "create", id), scenario.aChange("team", "update", id));
            await().atMost(LIMIT).until(printing::output, containsString("create\nteam\n" + id + "\n"));
            JsonNode delivery = deliveries(jobs, "succeeded", 1).get(0);
            String line = "create team " + id + " ";
            assertThat("one that fails, and one that does not", Files.readAllLines(ran), is(List.of(line, line)));
            redeliver(delivery);
            assertThat("none for a webhook that comes again", Files.readAllLines(ran).size(), is(2));
        }
    }

    @Test
    void theMirrorRecoversWhatItMissedWhileItWasDown() {
        try (Example mirror = new Example("mirror", api, scenario).start()) {
            team("created", "kept", "Otters");
            team("created", "gone", "Herons");
            await().atMost(LIMIT).until(() -> mirror.page("/"),
                    is("team gone {\"name\": \"Herons\"}\nteam kept {\"name\": \"Otters\"}\n"));
            deliveries(mirror, "succeeded", 2);
            mirror.stop();

            team("updated", "kept", "Sea Otters");
            team("created", "new", "Ünïcødé 😀");
            team("deleted", "gone", "Herons");
            JsonNode missed = deliveries(mirror, "failed", 3);
            mirror.start();
            await().atMost(LIMIT).until(mirror::output, containsString("recovered 3 written after "));
            String kept = "team kept {\"name\": \"Sea Otters\"}\n";
            assertThat(mirror.page("/"), is(kept + "team new {\"name\": \"Ünïcødé 😀\"}\n"));
            mirror.stop();

            team("deleted", "new", "Ünïcødé 😀");
            deliveries(mirror, "failed", 4);
            mirror.start();
            await().atMost(LIMIT).until(mirror::output, containsString("recovered 1 written after dl_"));
            assertThat(mirror.page("/"), is(kept));
            missed.forEach(this::redeliver);
            redeliver(deliveries(mirror, "succeeded", 5).get(4));
            assertThat("old news that comes again", mirror.page("/"), is(kept));
        }
    }

    private void team(String what, String id, String name) {
        scenario.post(scenario.anEvent("team." + what, id, Json.object("name", name)));
    }

    @Test
    void theDigestMailsEachRecipientOnceWhatConcernsThem() {
        int port = Ports.reserve();
        GreenMail mailServer = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        try (Example digest = new Example("digest", api, scenario).replacing("INTERVAL_SECONDS=120", "INTERVAL_SECONDS=1")
                .with("SMTP_HOST", "127.0.0.1").with("SMTP_PORT", port).start()) {
            scenario.post(scenario.aChange("team", "create", "t 1"), scenario.aChange("team", "update", "t 1"),
                    scenario.aChange("event", "update", "e1"));
            deliveries(digest, "succeeded", 2).forEach(this::redeliver);
            await("an outage").atMost(LIMIT).until(() -> digest.output().contains("no mail to robin@example.org"));
            mailServer.start();
            String team = "team.created t 1 (2 changes)";
            await().atMost(LIMIT).until(() -> mails(mailServer, KIM), contains(linesWith(team)));
            await().atMost(LIMIT).until(() -> mails(mailServer, ROBIN), contains(linesWith(team, "event.updated e1")));
            scenario.post(scenario.aChange("team", "update", "t2"));
            await().atMost(LIMIT).until(() -> mails(mailServer, KIM), contains(linesWith(team), linesWith("team.updated t2")));
        } finally {
            mailServer.stop();
        }
    }

    /** The lines of each mail to {@code recipient}. */
    private static List<List<String>> mails(GreenMail server, String recipient) {
        return Arrays.stream(server.getReceivedMessagesForDomain(recipient))
                .map(mail -> GreenMailUtil.getBody(mail).strip().lines().toList()).toList();
    }

    /** A mail with one line for each of {@code ends}, in any order. */
    private static Matcher<Iterable<? extends String>> linesWith(String... ends) {
        return containsInAnyOrder(Stream.of(ends).<Matcher<? super String>>map(Matchers::endsWith).toList());
    }

    /** Waits until the endpoint of {@code example} has {@code count} deliveries with this status; the newest first. */
    private JsonNode deliveries(Example example, String status, int count) {
        String path = "/deliveries?status=" + status + "&endpoint=" + example.endpoint();
        return await(count + " deliveries that " + status).atMost(LIMIT)
                .until(() -> Api.json(api.get(path), 200).get("items"), items -> items.size() >= count);
    }

    /** Sends it again, and waits for the answer. */
    private void redeliver(JsonNode delivery) {
        String path = "/deliveries/" + delivery.get("id").asText();
        Api.json(api.post(path + "/redeliver", ""), 202);
        await("the repeat").atMost(LIMIT).until(() -> Api.json(api.get(path), 200),
                now -> now.get("status").asText().equals("succeeded") && attempts(now) > attempts(delivery));
    }

    private static int attempts(JsonNode delivery) {
        return delivery.get("attempts").asInt();
    }

    private String secret(Example example) {
        return Api.json(api.get("/endpoints/" + example.endpoint() + "/secret"), 200).get("secret").asText();
    }
}
