package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.OpenApiGenerator;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.receivers.Command;
import io.carillon.receivers.Node;
import io.carillon.receivers.ReceiverProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -Papi}: four validators find nothing in what the service says at {@code /openapi}. They come from Maven
 * Central, npm and PyPI.
 */
@Tag("long")
@SharedService
class OpenApiToolsIT {

    private static final String VALIDATOR = "openapi-spec-validator==0.9.0";
    private static final Path SOURCES = Path.of("src/test/resources/clients").toAbsolutePath();
    private static final Path WORK = Path.of("target/clients").toAbsolutePath();
    private static final Path DESCRIPTION = WORK.resolve("openapi.yaml");

    private static Node node;
    private static OpenApiGenerator generator;

    @BeforeAll
    static void fetchTools(Service service) throws IOException {
        node = Node.withModules(SOURCES, WORK);
        generator = new OpenApiGenerator(WORK);
        for (String file : List.of("spectral.yaml", "redocly.yaml")) {
            Files.write(WORK.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        Files.writeString(DESCRIPTION, service.api().root("/openapi").body());
    }

    @Test
    void openapiSpecValidator() {
        String said = run(python(VALIDATOR, "bin/openapi-spec-validator"), DESCRIPTION.toString());
        assertThat(said, startsWith(DESCRIPTION + ": OK"));
    }

    @Test
    void spectral() {
        module("@stoplight/spectral-cli/dist/index.js", "lint", "--fail-severity=hint", "-r", "spectral.yaml",
                DESCRIPTION.toString());
    }

    @Test
    void redocly() {
        module("@redocly/cli/bin/cli.js", "lint", "--config", "redocly.yaml", DESCRIPTION.toString());
    }

    @Test
    void openapiGenerator() {
        generator.run("validate", "-i", DESCRIPTION.toString());
    }

    /** What it wrote; fails unless it ends with 0. */
    private static String run(String... command) {
        return Command.run(WORK, command);
    }

    private static void module(String script, String... arguments) {
        run(Stream.concat(Stream.of(node.executable(), "node_modules/" + script), Stream.of(arguments)).toArray(String[]::new));
    }

    /** The program of a virtual environment that has {@code what}. */
    private static String python(String what, String program) {
        assumeTrue(ReceiverProcess.canRun("python3"), "python3 is not installed");
        run("python3", "-m", "venv", "python");
        run("python/bin/pip", "install", "--quiet", what);
        return WORK.resolve("python").resolve(program).toString();
    }
}
