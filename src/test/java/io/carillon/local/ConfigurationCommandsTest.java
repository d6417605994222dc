package io.carillon.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export} and {@code import} with a service that answers what the test says. */
class ConfigurationCommandsTest {

    private static final String LONG = "x".repeat(30_000);

    @TempDir
    private Path folder;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "{}";
    private HttpServer service;

    @BeforeEach
    void starts() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        service.createContext("/", this::handle);
        service.start();
    }

    @AfterEach
    void stops() {
        service.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8)).strip());
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private RunningCommand run(String... arguments) {
        return new RunningCommand(Map.of("CARILLON_KEY", "ck_1",
                "CARILLON_URL", "http://127.0.0.1:" + service.getAddress().getPort() + "/"), arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("carillon.json"), text).toString();
    }

    @Test
    void exportPrintsALineForEachMemberHoweverLongTheDocumentIs() {
        answer = "{\"organizations\":{\"7\":{\"name\":\"" + LONG + "\"}},\"endpoints\":{}}";
        RunningCommand export = run("export", "--organization", "a b");
        assertThat(export.exitCode(), is(0));
        assertThat(export.lines.all(), contains("{", "  \"organizations\": {", "    \"7\": {",
                "      \"name\": \"" + LONG + "\"", "    }", "  },", "  \"endpoints\": {}", "}"));
        assertThat(requests, contains("GET /api/v1/configuration?organization=a+b Bearer ck_1"));
    }

    @Test
    void importPrintsWhatChangesAndWhichMembers() throws IOException {
        answer = """
                {"dryRun":false,"changes":[{"action":"create","kind":"organization","id":"7","after":{"name":"Rowers"}},
                {"action":"change","kind":"endpoint","id":"ep_1",
                "before":{"url":"u"},"after":{"url":"v","format":"full"}}]}""";
        RunningCommand imported = run("import", file("{\"organizations\":{}}"));
        assertThat(imported.exitCode(), is(0));
        assertThat(imported.lines.all(), contains("create organization 7", "change endpoint ep_1: url, format",
                "2 objects changed."));
        assertThat(requests, contains("POST /api/v1/configuration/import Bearer ck_1 {\"organizations\":{}}"));
    }

    @Test
    void aDryRunSaysThatNothingWasWritten() throws IOException {
        answer = "{\"dryRun\":true,\"changes\":[{\"action\":\"create\",\"kind\":\"organization\",\"id\":\"7\",\"after\":{}}]}";
        RunningCommand dry = run("import", "--dry-run", file("{}"), "--key=ck_2");
        assertThat(dry.exitCode(), is(0));
        assertThat(dry.lines.all(), contains("create organization 7", "1 object would change; nothing was written."));
        assertThat(requests, contains("POST /api/v1/configuration/import?dryRun=true Bearer ck_2 {}"));
    }

    @Test
    void theSameAgainChangesNothing() throws IOException {
        answer = "{\"dryRun\":false,\"changes\":[]}";
        RunningCommand imported = run("import", file("{}"));
        assertThat(imported.exitCode(), is(0));
        assertThat(imported.lines.all(), contains("The service has this configuration already."));
    }

    @Test
    void eachFlawHasALine() throws IOException {
        status = 422;
        answer = """
                {"title":"Invalid value","status":422,"detail":"2 members are not allowed.","errors":[
                {"pointer":"/endpoints/app_1/ep_1/url","detail":"must be a URL"},
                {"pointer":"/sources","detail":"must be an object"}]}""";
        RunningCommand imported = run("import", file("{}"));
        assertThat(imported.exitCode(), is(1));
        assertThat(imported.errors().lines().toList(), contains(
                "import: POST /configuration/import answered 422: 2 members are not allowed.",
                "  /endpoints/app_1/ep_1/url must be a URL", "  /sources must be an object"));
        assertThat(imported.lines.all(), is(empty()));
    }

    @Test
    void aFileThatCannotBeSentIsNamed() throws IOException {
        RunningCommand missing = run("import", folder.resolve("none.json").toString());
        assertThat(missing.exitCode(), is(1));
        assertThat(missing.errors(), is("import: " + folder.resolve("none.json") + " cannot be read: there is no such file."));
        RunningCommand broken = run("import", file("{\"a\":"));
        assertThat(broken.exitCode(), is(1));
        assertThat(broken.errors(), startsWith("import: " + folder.resolve("carillon.json") + " is not JSON near character "));
        assertThat(requests, is(empty()));
    }

    @Test
    void aServiceThatIsNotThereOrRefusesTheKeyIsNamed() {
        RunningCommand away = run("export", "--url", "http://127.0.0.1:1");
        assertThat(away.exitCode(), is(1));
        assertThat(away.errors(), is("export: http://127.0.0.1:1/api/v1 cannot be reached."));
        status = 403;
        answer = "{\"detail\":\"Only operators may do this.\"}";
        RunningCommand refused = run("export");
        assertThat(refused.exitCode(), is(1));
        assertThat(refused.errors(), is("export: GET /configuration answered 403: Only operators may do this."));
    }
}
