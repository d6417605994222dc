package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.ClientPackages;
import io.carillon.blackbox.support.Json;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -Pclients}: packages of clients in four languages. Each is installed as its README says, and runs the lines
 * there and, except in Go, the session of {@code src/docs/first-webhook.md}. The tools come from Maven Central, npm, PyPI and the
 * proxy of Go.
 */
@Tag("long")
@SharedService
class ClientPackagesIT {

    private static final Path SESSIONS = Path.of("src/test/resources/clients").toAbsolutePath();
    private static final Path WORK = Path.of("target/clients").toAbsolutePath();
    private static final Pattern ENDPOINT = Pattern.compile("ep_[0-9a-f]{32}");
    private static final Pattern CHANGE = Pattern.compile("ch_[0-9a-f]{32}");

    private static ClientPackages packages;
    private static String version;
    private final Service service;
    private final String base;

    ClientPackagesIT(Service service) {
        this.service = service;
        base = service.api().base().toString().replaceAll("/$", "");
    }

    @BeforeAll
    static void prepare(Service service) throws IOException {
        Files.createDirectories(WORK);
        version = Api.json(service.api().get("/status").body()).at("/nodes/0/version").asText();
        packages = new ClientPackages(WORK, service.api().root("/openapi").body(), version);
    }

    @Test
    void python() throws IOException {
        assumeTrue(ReceiverProcess.canRun("python3"), "python3 is not installed");
        Path wheel = packages.python(environment("build-python"));
        Path folder = ClientPackages.emptied(WORK.resolve("try-python"));
        String interpreter = environment("try-python").toString();
        Command.run(folder, interpreter, "-m", "pip", "install", "--quiet", wheel.toString());
        writeLines("python", "python", folder.resolve("first.py"));
        runsTheLines(folder, interpreter, "first.py");
        runsTheSession(folder, interpreter, SESSIONS.resolve("session.py").toString());
    }

    private static Path environment(String name) {
        Command.run(WORK, "python3", "-m", "venv", name);
        return WORK.resolve(name).resolve("bin/python");
    }

    @Test
    void typescript() throws IOException {
        Node node = Node.withModules(SESSIONS, WORK);
        Path archive = packages.typescript(node);
        Path folder = ClientPackages.emptied(WORK.resolve("try-typescript"));
        Files.writeString(folder.resolve("package.json"), Json.object("private", true));
        node.npm(folder, "install", "--silent", "--no-audit", "--no-fund", archive.toString());
        writeLines("typescript", "js", folder.resolve("first.mjs"));
        runsTheLines(folder, node.executable(), "first.mjs");
        Files.copy(SESSIONS.resolve("session.ts"), folder.resolve("session.ts"));
        Command.run(folder, node.executable(), WORK.resolve("node_modules/typescript/bin/tsc").toString(), "--strict",
                "--skipLibCheck", "--module", "commonjs", "--moduleResolution", "node", "--target", "es2022", "session.ts");
        runsTheSession(folder, node.executable(), "session.js");
    }

    @Test
    void java() throws IOException {
        packages.java();
        Path folder = ClientPackages.emptied(WORK.resolve("try-java"));
        Path sources = Files.createDirectories(folder.resolve("src/main/java"));
        writeLines("java", "java", sources.resolve("First.java"));
        Files.copy(SESSIONS.resolve("Session.java"), sources.resolve("Session.java"));
        Files.copy(SESSIONS.resolve("pom.xml"), folder.resolve("pom.xml"));
        Command.maven(folder, "-U", "compile", "dependency:build-classpath", "-Dmdep.outputFile=class-path",
                "-Dcarillon.version=" + version, "-Dcarillon.packages=" + packages.folder());
        String path = folder.resolve("target/classes") + ":" + Files.readString(folder.resolve("class-path"));
        runsTheLines(folder, "java", "-cp", path, "First");
        runsTheSession(folder, "java", "-cp", path, "Session");
    }

    @Test
    void go() throws IOException {
        assumeTrue(ReceiverProcess.canRun("go"), "Go is not installed");
        Path archive = packages.go();
        Path folder = ClientPackages.emptied(WORK.resolve("try-go"));
        Command.run(folder, "jar", "--extract", "--file", archive.toString());
        Command.run(folder, "go", "mod", "init", "example.org/first");
        Command.run(folder, "go", "mod", "edit", "-require", "carillon.io/client@v0.0.0", "-replace",
                "carillon.io/client=./carillon-client-go");
        writeLines("go", "go", folder.resolve("main.go"));
        Command.run(folder, "go", "mod", "tidy");
        runsTheLines(folder, "go", "run", ".");
    }

    /** Writes the program in the README to {@code file}, with the service's address and key, a receiver and an organization. */
    private void writeLines(String language, String fence, Path file) throws IOException {
        Matcher program = Pattern.compile("```" + fence + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/clients", language, "README.md")));
        assertThat(program.find(), is(true));
        String organization = anOrganization();
        Api.json(service.api().post("/organizations", Json.object("id", Json.raw(organization), "name", "River Rowers")), 201);
        Files.writeString(file, program.group(1).replace("http://127.0.0.1:8080", base)
                .replace("ck_try", CarillonProcess.OPERATOR_KEY).replace("https://hooks.example.org/carillon", aReceiver())
                .replace("12345", organization));
    }

    private void runsTheLines(Path folder, String... program) {
        String said = Command.run(folder, program);
        Matcher endpoint = ENDPOINT.matcher(said);
        assertThat(said, endpoint.find() && CHANGE.matcher(said).find(), is(true));
        assertThat(service.api().get("/endpoints/" + endpoint.group()).statusCode(), is(200));
    }

    private void runsTheSession(Path folder, String... program) {
        String hook = aReceiver();
        String said = Command.run(folder, Stream.concat(Stream.of(program),
                Stream.of(base, CarillonProcess.OPERATOR_KEY, hook, anOrganization())).toArray(String[]::new));
        List<String> delivered = service.receiver().received(hook).stream().map(one -> "delivered " + one.header("webhook-id"))
                .toList();
        assertThat(delivered.size(), is(1));
        assertThat(said.lines().toList(), hasItem(delivered.get(0)));
    }

    private String aReceiver() {
        return service.receiver().newUrl(received -> Receiver.Answer.status(200));
    }

    private static String anOrganization() {
        return String.valueOf(System.nanoTime());
    }
}
