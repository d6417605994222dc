package io.carillon.blackbox;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
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
 * {@code mvn verify -Papi}: four validators find nothing in what the service says at {@code /openapi}, and clients that are
 * generated from it in three languages run the session of the README. The tools come from Maven Central, npm and PyPI.
 */
@Tag("long")
@SharedService
class OpenApiToolsIT {

    private static final String GENERATOR = "org.openapitools:openapi-generator-cli:7.17.0";
    private static final String VALIDATOR = "openapi-spec-validator==0.9.0";
    private static final Path SOURCES = Path.of("src/test/resources/clients").toAbsolutePath();
    private static final Path WORK = Path.of("target/clients").toAbsolutePath();
    private static final Path DESCRIPTION = WORK.resolve("openapi.yaml");

    private static Node node;
    private final Service service;

    OpenApiToolsIT(Service service) {
        this.service = service;
    }

    @BeforeAll
    static void fetchTools(Service service) throws IOException {
        node = Node.withModules(SOURCES, WORK);
        Command.maven(WORK, "dependency:copy", "-Dartifact=" + GENERATOR, "-Dmdep.stripVersion=true",
                "-DoutputDirectory=" + WORK);
        for (String file : List.of("session.py", "session.ts", "Session.java", "spectral.yaml", "redocly.yaml")) {
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
        run("java", "-jar", "openapi-generator-cli.jar", "validate", "-i", DESCRIPTION.toString());
    }

    @Test
    void theClientInJava() throws IOException {
        Path client = generate("java");
        Files.copy(WORK.resolve("Session.java"), client.resolve("src/main/java/Session.java"), REPLACE_EXISTING);
        Command.maven(client, "compile", "dependency:build-classpath", "-Dmdep.outputFile=class-path");
        String libraries = Files.readString(client.resolve("class-path"));
        runsTheSession("java", "-cp", client.resolve("target/classes") + ":" + libraries, "Session");
    }

    @Test
    void theClientInPython() {
        Path client = generate("python");
        runsTheSession(python(client.toString(), "bin/python"), "session.py");
    }

    @Test
    void theClientInTypeScript() {
        generate("typescript-axios");
        module("typescript/bin/tsc", "--strict", "--skipLibCheck", "--module", "commonjs", "--moduleResolution", "node",
                "--target", "es2022", "session.ts");
        runsTheSession(node.executable(), "session.js");
    }

    /** What it wrote; fails unless it ends with 0. */
    private static String run(String... command) {
        return Command.run(WORK, command);
    }

    private static void module(String script, String... arguments) {
        run(Stream.concat(Stream.of(node.executable(), "node_modules/" + script), Stream.of(arguments)).toArray(String[]::new));
    }

    private static Path generate(String language) {
        Path client = WORK.resolve("client-" + language);
        run("java", "-jar", "openapi-generator-cli.jar", "generate", "-i", DESCRIPTION.toString(), "-g", language,
                "-o", client.toString());
        return client;
    }

    /** The program of a virtual environment that has {@code what}. */
    private static String python(String what, String program) {
        assumeTrue(ReceiverProcess.canRun("python3"), "python3 is not installed");
        run("python3", "-m", "venv", "python");
        run("python/bin/pip", "install", "--quiet", what);
        return WORK.resolve("python").resolve(program).toString();
    }

    private void runsTheSession(String... program) {
        String hook = service.receiver().newUrl(received -> Receiver.Answer.status(200));
        String base = service.api().base().toString().replaceAll("/$", "");
        String organization = String.valueOf(System.currentTimeMillis());
        String said = run(Stream.concat(Stream.of(program), Stream.of(base, CarillonProcess.OPERATOR_KEY, hook, organization))
                .toArray(String[]::new));
        List<String> delivered = service.receiver().received(hook).stream().map(one -> "delivered " + one.header("webhook-id"))
                .toList();
        assertThat(delivered.size(), is(1));
        assertThat(said.lines().toList(), hasItem(delivered.get(0)));
    }
}
