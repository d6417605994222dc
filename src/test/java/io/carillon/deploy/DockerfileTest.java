package io.carillon.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the image promises: {@code ContainersIT} runs a linter for the rest. */
class DockerfileTest {

    private final Dockerfile file = Dockerfile.read();

    @Test
    void theUserIsANumberWhichAClusterCanCheck() {
        assertThat(file.of("USER"), is(List.of("10001:10001")));
    }

    @Test
    void everyBaseHasAVersion() {
        List<String> stages = file.of("FROM");
        assertThat(stages, everyItem(matchesPattern("[a-z./-]+:[a-z0-9][a-z0-9.-]* AS [a-z]+")));
        assertThat(stages, everyItem(not(startsWith("latest"))));
        assertThat("the last stage is what is built without --target", stages.get(stages.size() - 1).endsWith(" AS carillon"),
                is(true));
    }

    @Test
    void labelsSayWhatTheImageIs() {
        String labels = String.join(" ", file.of("LABEL"));
        for (String name : List.of("title", "description", "version", "revision", "licenses")) {
            assertThat(labels.contains("org.opencontainers.image." + name + "="), is(true));
        }
    }

    /** Without a shell in between, the process gets the signals. */
    @Test
    void theProcessIsTheFirstOfItsContainer() {
        assertThat(file.of("ENTRYPOINT"), everyItem(startsWith("[\"")));
        assertThat(file.of("STOPSIGNAL"), contains("SIGTERM"));
        assertThat(file.of("HEALTHCHECK").stream().filter(check -> check.contains("/health/ready")).count(), is(1L));
    }

    @Test
    void whatTheBuildCopiesIsThereAndNotIgnored() throws IOException {
        List<String> ignored = Files.readAllLines(Path.of("docker/Dockerfile.dockerignore"));
        assertThat(ignored.get(0), is("*"));
        List<String> copied = file.copied();
        assertThat(copied, hasItems("pom.xml", "src", "server-config", "docker/jlink.sh"));
        for (String path : copied) {
            assertThat(path, Files.exists(Path.of(path)), is(true));
            assertThat(ignored.stream().filter(line -> line.startsWith("!")).map(line -> line.substring(1))
                    .filter(kept -> path.equals(kept) || path.startsWith(kept + "/")).toList(), is(not(empty())));
        }
    }

    @Test
    void theImageContainsTheListOfItsParts() {
        assertThat(file.of("RUN"), hasItem(matchesPattern(".*mvn .*-Psbom .*package")));
        assertThat(file.of("COPY"), hasItem(matchesPattern("--from=build .*/carillon\\.cdx\\.json .*")));
    }
}
