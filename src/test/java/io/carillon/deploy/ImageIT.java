package io.carillon.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.receivers.Command;
import io.carillon.receivers.ReceiverProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code mvn verify -Pcontainers}: the image and its neighbours, as far as they can be made without a container engine. */
@Tag("long")
class ImageIT {

    private static final Path JAVA = Tools.FOLDER.resolve("java");
    private static final Path START = Path.of("src/test/resources/containers/start-image.sh").toAbsolutePath();
    private static final Path UNIT = Path.of("server-config/systemd/carillon.service");
    private static final long MEGABYTE = 1 << 20;
    private static final Pattern EXPOSURE = Pattern.compile("Overall exposure level .*: ([0-9.]+)");

    private final Dockerfile dockerfile = Dockerfile.read();

    @Test
    void theRuntimeIsSmallAndCarillonGetsReadyOnItWithoutAnyRights() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make namespaces");
        Tools.run("rm", "-rf", JAVA.toString());
        Tools.run("bash", "docker/jlink.sh", JAVA.toString());
        long size = Long.parseLong(Tools.run("du", "-sb", JAVA.toString()).split("\\s")[0]);
        assertThat("bytes, as operations.md says", size, is(lessThan(60 * MEGABYTE)));

        List<String> health = dockerfile.command("HEALTHCHECK");
        Path root = Files.createDirectories(Tools.FOLDER.resolve("root"));
        List<String> command = new ArrayList<>(List.of("env"));
        dockerfile.environment().forEach((name, value) -> command.add(
                name + "=" + value.replace("$PATH", System.getenv("PATH"))));
        command.addAll(List.of(START.toString(), JAVA.toString(),
                System.getProperty("carillon.jar", "target/carillon.jar"), root.toString(), health.get(health.size() - 1)));
        command.addAll(dockerfile.command("ENTRYPOINT"));
        List<String> said = Tools.run(command.toArray(String[]::new)).lines().map(String::strip).toList();
        assertThat(said, hasItems("user 10001:10001", "CapEff:\t0000000000000000", "healthy", "exit 143"));
        assertThat(said, hasItem(containsString("/opt/carillon/new: Read-only file system")));
    }

    /** What {@code docker build} runs, in a folder that has what it copies. */
    @Test
    void theBuildNeedsNoOtherFilesThanItCopies() throws IOException {
        Path folder = Tools.FOLDER.resolve("build");
        Tools.run("rm", "-rf", folder.toString());
        for (String file : dockerfile.copied()) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Tools.run("cp", "-r", file, copy.toString());
        }
        String maven = dockerfile.of("RUN").stream().filter(run -> run.contains("mvn ")).findFirst().orElseThrow()
                .replaceFirst(".*mvn ", "");
        Command.maven(folder, maven.split(" "));
        assertThat(Files.size(folder.resolve("target/carillon.jar")), is(greaterThan(100 * MEGABYTE)));
        assertThat(Files.isRegularFile(folder.resolve("target/rar/carillon-broker.jar")), is(true));

        JsonNode parts = new ObjectMapper().readTree(folder.resolve("target/carillon.cdx.json").toFile());
        assertThat(parts.get("bomFormat").asText(), is("CycloneDX"));
        List<JsonNode> components = StreamSupport.stream(parts.get("components").spliterator(), false).toList();
        List<String> names = components.stream().map(component -> component.get("name").asText()).toList();
        assertThat(names, hasItems("payara-micro", "artemis-jakarta-server", "flyway-core", "httpclient5", "h2", "postgresql"));
        assertThat("tests are no part of it", names.contains("junit-jupiter"), is(false));
        assertThat(components.stream().filter(component -> !component.get("purl").asText().startsWith("pkg:maven/")).toList(),
                is(empty()));
    }

    @Test
    void theDockerfileHasNoFaults() {
        assertThat(Tools.run(Tools.hadolint(), Dockerfile.FILE.toString()), is(""));
    }

    @Test
    void composeCanReadItsFile() throws IOException {
        List<String> reader = List.of(Tools.composeReader(), "docker/compose.yml");
        assertThat(assertThrows(IllegalStateException.class, () -> Tools.run(reader.toArray(String[]::new))).getMessage(),
                containsString("required variable BROKER_PASSWORD is missing a value: see .env.example"));
        List<String> command = new ArrayList<>(List.of("env"));
        Files.readAllLines(Path.of("docker/.env.example")).stream().filter(line -> line.endsWith("="))
                .forEach(line -> command.add(line + "test"));
        command.addAll(reader);
        JsonNode project = Yaml.documents(Tools.run(command.toArray(String[]::new))).get(0);
        JsonNode services = project.get("services");
        assertThat(services.size(), is(5));
        Map<String, String> settings = Deployed.texts(services.at("/node-1/environment"));
        assertThat(settings, is(Deployed.texts(services.at("/node-2/environment"))));
        assertThat(settings.get("CARILLON_BROKER_PASSWORD"), is("test"));
        services.forEach(service -> {
            assertThat(service.at("/logging/options/max-size").asText(), is("20m"));
            assertThat(service.get("restart").asText(), is("unless-stopped"));
            assertThat(service.at("/security_opt/0").asText(), is("no-new-privileges:true"));
        });
        assertThat(services.at("/node-1/read_only").asBoolean(), is(true));
        assertThat(services.at("/broker/build/target").asText(), is("broker"));
    }

    @Test
    void theUnitIsConfined() {
        assumeTrue(ReceiverProcess.canRun("systemd-analyze"), "systemd-analyze is not installed");
        String said = Tools.run("systemd-analyze", "security", "--offline=true", UNIT.toString());
        Matcher exposure = EXPOSURE.matcher(said);
        assertThat(said, exposure.find(), is(true));
        assertThat(Double.parseDouble(exposure.group(1)), is(lessThan(3.0)));
    }
}
