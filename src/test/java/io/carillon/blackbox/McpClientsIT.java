package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import io.carillon.receivers.Command;
import io.carillon.receivers.Node;
import io.carillon.receivers.ReceiverProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -Papi}: the libraries of the Model Context Protocol for Python and Node use {@code /mcp}. They come from PyPI
 * and npm.
 */
@Tag("long")
@SharedService
class McpClientsIT {

    private static final String LIBRARY = "mcp==2.3.0";
    private static final Path SOURCES = Path.of("src/test/resources/mcp").toAbsolutePath();
    private static final Path WORK = Path.of("target/mcp").toAbsolutePath();

    private static final Pattern CONFIGURATION = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private final String base;

    McpClientsIT(Service service) {
        base = service.api().base().toString().replaceAll("/$", "");
    }

    @BeforeAll
    static void prepare() throws IOException {
        Files.createDirectories(WORK);
    }

    @Test
    void pythonNamesTheRevisionInEachRequestOrBeginsWithAHandshake(Tenant tenant) {
        assumeTrue(ReceiverProcess.canRun("python3"), "python3 is not installed");
        Command.run(WORK, "python3", "-m", "venv", "python");
        Command.run(WORK, "python/bin/pip", "install", "--quiet", LIBRARY);
        assertThat(Command.run(WORK, WORK.resolve("python/bin/python").toString(), SOURCES.resolve("session.py").toString(),
                base + "/mcp", tenant.applicationKey.key(), tenant.delivery),
                matchesPattern("2026-07-28 11 Your receiver .*\n2025-11-25 11 Your receiver .*"));
    }

    /** With the configuration that the page shows. */
    @Test
    void nodeBeginsWithAHandshake(Tenant tenant) throws IOException {
        Matcher page = CONFIGURATION.matcher(Files.readString(Path.of("src/docs/mcp.md")));
        assertThat(page.find(), is(true));
        JsonNode server = Api.json(page.group(1)).at("/mcpServers/carillon");
        String url = server.get("url").asText().replace("https://hooks.example.com", base);
        String authorization = server.at("/headers/Authorization").asText().replace("ck_try", tenant.applicationKey.key());
        Node node = Node.withModules(SOURCES, WORK);
        Files.write(WORK.resolve("session.mjs"), Files.readAllBytes(SOURCES.resolve("session.mjs")));
        assertThat(Command.run(WORK, node.executable(), "session.mjs", url, authorization, tenant.delivery),
                matchesPattern("2025-11-25 11 Your receiver .*"));
    }
}
