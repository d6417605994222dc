package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in {@code docker}, as far as they can be tested without containers. */
class ContainersTest {

    private static final Path COMPOSE = Path.of("docker/compose.yml");
    /** In the image of Artemis, the only folder that belongs to its user. */
    private static final String INSTANCE = "/var/lib/artemis-instance";
    /** Does what the real one does: makes the files of an instance and keeps its messages. */
    private static final String ARTEMIS = """
            #!/bin/bash
            [ "$1" = create ] || exit 1
            mkdir -p bin etc lib data
            echo 'their own' | tee etc/broker.xml etc/artemis-users.properties > etc/artemis-roles.properties
            printf '#!/bin/bash\\necho "$@" >> data/started\\n' > bin/artemis
            chmod +x bin/artemis
            """;

    @TempDir
    Path folder;

    private Path mounted;
    private Path volume;

    @BeforeEach
    void makeFolders() throws IOException {
        mounted = Files.createDirectories(folder.resolve("mounted files"));
        volume = Files.createDirectories(folder.resolve("volume"));
        Files.copy(Path.of("docker/start-broker.sh"), mounted.resolve("start-broker.sh"));
        Path artemis = Files.createDirectories(folder.resolve("artemis/bin")).resolve("artemis");
        Files.writeString(artemis, ARTEMIS);
        Files.setPosixFilePermissions(artemis, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void eachStartOfTheBrokerTakesTheConfigurationAndThePasswordsOfTheDay() throws Exception {
        start("first", "one");
        start("second", "t\\w o=#2");
        assertThat(Files.readString(volume.resolve("etc/broker.xml")), is("second"));
        assertThat(Files.readString(volume.resolve("lib/carillon-broker.jar")), is("second"));
        assertThat(properties("artemis-users"), is(Map.of("admin", "a", "carillon", "t\\w o=#2", "producer", "p")));
        assertThat(properties("artemis-roles"),
                is(Map.of("amq", "admin", "carillon", "carillon", "carillon-producers", "producer")));
        assertThat("the broker ran twice in the same folder", Files.readAllLines(volume.resolve("data/started")),
                is(List.of("run", "run")));
    }

    private void start(String content, String password) throws Exception {
        Files.writeString(mounted.resolve("broker.xml"), content);
        Files.writeString(mounted.resolve("carillon-broker.jar"), content);
        ProcessBuilder script = new ProcessBuilder("bash", mounted.resolve("start-broker.sh").toString())
                .directory(volume.toFile()).inheritIO();
        script.environment().putAll(Map.of("ARTEMIS_HOME", folder.resolve("artemis").toString(), "ADMIN_PASSWORD", "a",
                "SERVICE_PASSWORD", password, "PRODUCER_PASSWORD", "p"));
        assertThat(script.start().waitFor(), is(0));
    }

    private Map<Object, Object> properties(String name) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(volume.resolve("etc/" + name + ".properties"))));
        return properties;
    }

    @Test
    void theVolumeOfTheBrokerIsAFolderOfItsUserAndNothingIsMountedInside() throws IOException {
        String broker = Files.readString(COMPOSE).split("(?m)^  broker:$", 2)[1].split("(?m)^\\S", 2)[0];
        assertThat(all("(?m)^ +volumes: \\[\"[^\\s:]+:(/[^\\s:]+)\"\\]$", broker), is(List.of(INSTANCE)));
    }

    @Test
    void whatIsMountedFromTheRepositoryIsThere() throws IOException {
        List<String> files = all("(?m)^.*?(\\.\\.?/[^\\s:\"]+):/", Files.readString(COMPOSE));
        assertThat(files, is(List.of("./haproxy.cfg")));
        assertThat(Files.isRegularFile(COMPOSE.resolveSibling(files.get(0))), is(true));
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    }
}
