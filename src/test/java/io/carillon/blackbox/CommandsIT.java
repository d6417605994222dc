package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Forgery;
import io.carillon.blackbox.support.JarCommand;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands of {@code carillon.jar} as processes of their own, next to the running service. */
@SharedService
class CommandsIT {

    private final Api api;
    private final Scenario scenario;
    /** Not active: it has no receiver yet. */
    private final Endpoint endpoint;

    CommandsIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        api = service.api();
        endpoint = scenario.anEndpoint().full().instant().with("status", "\"inactive\"")
                .with("headers", "{\"X-Team\":\"rowers\"}").create();
    }

    @Test
    void receivePrintsAWebhookOfTheServiceAndRefusesAForgedOne() throws Exception {
        try (JarCommand receive = receive()) {
            URI url = url(receive);
            activateAt(url);
            scenario.post(scenario.anEvent("score.updated", "s1", "{\"new_score\":950}"));
            receive.awaitLine("✔ POST /hook  signatures valid → 200");
            receive.awaitLine("        \"new_score\": 950");
            assertThat(endpoint.awaitDelivery("succeeded").get("lastStatus").asInt(), is(200));
            assertThat(new Forgery(url, endpoint.secret()).withAnotherSecret().send(), is(401));
            receive.awaitLine("✘ POST /hook  webhook-signature does not match → 401");
            receive.terminate();
            assertThat("ended by a signal", receive.exitCode(), is(143));
        }
    }

    @Test
    void listenBringsSkippedDeliveriesAndAttemptsToALocalReceiver() {
        try (JarCommand receive = receive(); JarCommand listen = listen(List.of("view", "secrets"), url(receive))) {
            listen.awaitLine("Forwarding to ");
            assertThat(listen.lines(), hasItem("The endpoint is inactive; its own URL gets nothing."));
            scenario.post(scenario.anEvent("score.updated", "s1", "{\"new_score\":950}"));
            listen.awaitLine("skipped  → 200 in ");
            receive.awaitLine("✔ POST /hook  signatures valid → 200");
            receive.awaitLine("x-team: rowers");
            receive.awaitLine("      \"delivery_attempt\": 1,");

            Api.json(api.post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
            scenario.post(scenario.anEvent("score.updated", "s2", "{\"new_score\":960}"));
            String sent = endpoint.awaitReceived(1).get(0).header("webhook-signature");
            listen.awaitLine("score.updated s2  wh_");
            assertThat(listen.awaitLine("attempt 1  → 200 in "), containsString("✔ score.updated s2"));
            receive.awaitLine("webhook-signature: " + sent);
        }
    }

    @Test
    void aKeyWithoutSecretsBringsWebhooksWithoutThem() {
        try (JarCommand receive = receive(); JarCommand listen = listen(List.of("view"), url(receive))) {
            listen.awaitLine("The key lacks the capability secrets");
            listen.awaitLine("Forwarding to ");
            scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
            listen.awaitLine("skipped  → 401 in ");
            receive.awaitLine("✘ POST /hook  webhook-timestamp is missing → 401");
            assertThat(receive.lines().toString(), not(containsString("x-team")));
        }
    }

    @Test
    void aKeyThatMayNotViewIsRefusedInASentence() {
        try (JarCommand listen = listen(List.of("operate"), URI.create("http://127.0.0.1:1/"))) {
            assertThat(listen.exitCode(), is(1));
            assertThat(listen.lines(),
                    contains("listen: the key \"listen\" cannot see deliveries, because it lacks the capability view."));
        }
    }

    @Test
    void whatExportPrintsImportTakesAndFindsThereAlready() throws Exception {
        Map<String, String> environment = Map.of("CARILLON_KEY", api.key(), "CARILLON_URL", api.base().toString());
        Path file = CarillonProcess.aNewFolder().resolve("carillon.json");
        try (JarCommand export = new JarCommand(environment, "export", "--organization=" + scenario.organizationId())) {
            assertThat(export.exitCode(), is(0));
            Files.write(file, export.lines());
        }
        assertThat(Files.readString(file), containsString("\"" + endpoint.id() + "\""));
        try (JarCommand imported = new JarCommand(environment, "import", file.toString())) {
            assertThat(imported.exitCode(), is(0));
            assertThat(imported.lines(), contains("The service has this configuration already."));
        }
        Files.writeString(file, Files.readString(file).replace("\"inactive\"", "\"active\""));
        try (JarCommand dry = new JarCommand(environment, "import", "--dry-run", file.toString())) {
            assertThat(dry.exitCode(), is(0));
            assertThat(dry.lines(), contains("change endpoint " + endpoint.id() + ": status",
                    "1 object would change; nothing was written."));
        }
        assertThat(Api.json(api.get("/endpoints/" + endpoint.id()), 200).get("status").asText(), is("inactive"));
        Files.writeString(file, Files.readString(file).replace("\"active\"", "\"up\""));
        try (JarCommand wrong = new JarCommand(environment, "import", file.toString())) {
            assertThat(wrong.exitCode(), is(1));
            assertThat(wrong.lines().get(0), startsWith("import: POST /configuration/import answered 4"));
        }
    }

    /** Starting the server takes longer, and leaves a folder. */
    @Test
    void helpAndVersionAreThereAtOnce() {
        long start = System.nanoTime();
        try (JarCommand help = new JarCommand(Map.of(), "--help"); JarCommand version = new JarCommand(Map.of(), "--version")) {
            assertThat(help.exitCode(), is(0));
            assertThat(help.lines().get(0), is("Usage: java -jar carillon.jar [command]"));
            assertThat(version.exitCode(), is(0));
            String agent = endpoint.sample("score.updated").at("/request/headers/User-Agent").asText();
            assertThat(version.lines(), contains(agent.replace('/', ' ')));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start), lessThan(Duration.ofSeconds(15)));
    }

    @Test
    void aPortInUseIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                JarCommand receive = new JarCommand(Map.of(), "receive", "--port=" + taken.getLocalPort())) {
            assertThat(receive.exitCode(), is(1));
            assertThat(receive.lines(), contains(startsWith("receive: port " + taken.getLocalPort() + " on 127.0.0.1 cannot")));
        }
    }

    private JarCommand receive() {
        return new JarCommand(Map.of("WEBHOOK_SECRET", endpoint.secret()), "receive", "--port", "0");
    }

    private static URI url(JarCommand receive) {
        return URI.create("http://" + receive.awaitLine("Listening on ").replaceAll("Listening on |\\. .*", "") + "/hook");
    }

    private JarCommand listen(List<String> capabilities, URI url) {
        String key = Api.json(api.post("/api-keys", Json.object("name", "listen",
                "scope", "application:" + scenario.applicationId(), "capabilities", capabilities)), 201).get("key").asText();
        return new JarCommand(Map.of("CARILLON_KEY", key), "listen", "--url", api.base().toString(),
                "--endpoint", endpoint.id(), "--forward", url.toString());
    }

    private void activateAt(URI url) {
        Api.json(api.patch("/endpoints/" + endpoint.id(), Json.object("url", url)), 200);
        Api.json(api.post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
    }
}
