package io.carillon.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code .ci/release} relies on. {@code ReleaseIT} runs it. */
class ReleaseTest {

    private static final Pattern VERSION = Pattern.compile("(?m)^  <version>(\\S+)</version>$");
    private static final Pattern DAY = Pattern.compile("(?m)^ *<archives.day>\\d{4}-\\d\\d-\\d\\d</archives.day>$");
    private static final Pattern BRIDGE_DAY =
            Pattern.compile("(?m)^ *<project.build.outputTimestamp>\\d{4}-\\d\\d-\\d\\dT00:00:00Z</.*$");
    private static final Pattern ARCHIVE = Pattern.compile("<(?:jar|zip) [^>]*>");
    private static final Pattern SNAPSHOT = Pattern.compile("\\d+\\.\\d+\\.\\d+-SNAPSHOT");
    private static final List<String> WITH_VERSIONS =
            List.of("README.md", "docker", "server-config", "src/bridge/pom.xml", "src/docs");

    private final String pom = text("pom.xml");

    @Test
    void everyArchiveHasTheTimeOfTheBuild() {
        List<String> archives = ARCHIVE.matcher(pom).results().map(MatchResult::group).toList();
        assertThat(archives.size(), is(greaterThan(5)));
        assertThat(archives, everyItem(containsString("modificationtime=")));
        assertThat(text(".mvn/jvm.config").lines().toList().contains("-Duser.timezone=UTC"), is(true));
    }

    @Test
    void theDayIsWhereTheCommandSetsIt() {
        assertThat(DAY.matcher(pom).results().count(), is(1L));
        assertThat(BRIDGE_DAY.matcher(text("src/bridge/pom.xml")).results().count(), is(1L));
    }

    @Test
    void allFilesHaveOneVersion() {
        String version = VERSION.matcher(pom).results().map(found -> found.group(1)).findFirst().orElseThrow();
        assertThat(snapshots().filter(found -> !found.endsWith(" " + version)).toList(), is(empty()));
        assertThat(text("docker/Dockerfile"), containsString("\nARG VERSION=" + version + "\n"));
        String plain = version.replace("-SNAPSHOT", "");
        assertThat(text("docker/kubernetes/chart/Chart.yaml"), containsString("\nversion: " + plain + "\n"));
        assertThat(text("server-config/rar/ra.xml"), containsString("<resourceadapter-version>" + plain + "</"));
        assertThat(text("src/docs/changelog.md"), containsString("\n## " + plain + " — "));
    }

    /** Each file with the version of a build that is not released. */
    private static Stream<String> snapshots() {
        return WITH_VERSIONS.stream().flatMap(ReleaseTest::files)
                .flatMap(file -> SNAPSHOT.matcher(text(file)).results().map(found -> file + " " + found.group()));
    }

    private static Stream<String> files(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.map(Path::toString).filter(file -> file.matches("(.*/)?[^.]*(\\.(md|ya?ml|xml|env|sh))?"))
                    .filter(file -> Files.isRegularFile(Path.of(file))).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
