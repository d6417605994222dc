package io.carillon.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.receivers.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code .ci/release} in a copy of the repository, with what is committed there: two builds give the same bytes. */
@Tag("long")
class ReleaseIT {

    private static final String NEXT = "99.0.0";
    private static final String VERSION = version();

    private final Path copy = Path.of("target/release of a copy").toAbsolutePath();

    @BeforeEach
    void copyTheRepository() throws IOException {
        if (Files.exists(copy)) {
            try (Stream<Path> files = Files.walk(copy)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Command.run(Path.of("").toAbsolutePath(), "git", "clone", "-q", ".", copy.toString());
        git("config", "user.name", "Release");
        git("config", "user.email", "release@carillon.test");
    }

    @Test
    void aReleaseIsMadeByOneCommand() throws Exception {
        String before = git("rev-parse", "HEAD");
        assertThat(release(VERSION, NEXT), containsString("Two builds were the same."));
        Path files = copy.resolve("target/release").resolve(VERSION);
        List<String> sums = Files.readAllLines(files.resolve("SHA256SUMS"));
        assertThat(sums.stream().map(line -> line.substring(66)).toList(), hasItems("LICENSE", "artemis-ra.rar",
                "carillon-bridge.jar", "carillon.cdx.json", "carillon.jar", "carillon.war", "changes.md"));
        for (String line : sums) {
            assertThat(line, sha256(files.resolve(line.substring(66))), is(line.substring(0, 64)));
        }
        assertThat(new ObjectMapper().readTree(files.resolve("carillon.cdx.json").toFile())
                .at("/metadata/component/version").asText(), is(VERSION));
        assertThat(Files.readString(files.resolve("changes.md")), containsString("### Added"));

        assertThat(git("rev-parse", "HEAD") + git("status", "--porcelain") + git("tag", "--list", "v" + VERSION), is(before));
        String branch = "release-" + VERSION;
        assertThat(git("log", "--format=%s", before + ".." + branch), is("Begin " + NEXT + "\nRelease " + VERSION));
        assertThat(git("show", branch + "~1:pom.xml"), containsString("\n  <version>" + VERSION + "</version>"));
        assertThat(git("show", branch + ":pom.xml"), containsString("\n  <version>" + NEXT + "-SNAPSHOT</version>"));
        assertThat(git("show", branch + ":src/docs/changelog.md"),
                containsString("\n## " + NEXT + " — unreleased\n\n## " + VERSION + " — 20"));
    }

    @Test
    void whatCannotBeReleasedIsRefused() throws IOException {
        refuses("pom.xml does not have the version 98.7.6-SNAPSHOT", "98.7.6", NEXT);
        refuses("give the version and the next one", VERSION);
        git("tag", "v" + VERSION);
        refuses("the tag v" + VERSION + " exists", VERSION, NEXT);
        Files.writeString(copy.resolve("README.md"), "changed");
        refuses("there are changes that are not committed", VERSION, NEXT);
    }

    private void refuses(String sentence, String... arguments) {
        assertThat(assertThrows(IllegalStateException.class, () -> release(arguments)).getMessage(),
                containsString("release: " + sentence));
    }

    /** With the Maven that runs this build. */
    private String release(String... arguments) {
        String path = "PATH=" + Path.of(System.getProperty("maven.home"), "bin") + ":" + System.getenv("PATH");
        return Command.run(copy,
                Stream.concat(Stream.of("env", path, ".ci/release"), Stream.of(arguments)).toArray(String[]::new));
    }

    private String git(String... arguments) {
        return Command.run(copy, Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static String version() {
        try {
            return Files.readString(Path.of("pom.xml"))
                    .replaceFirst("(?s).*?\n  <version>(\\S+?)(-SNAPSHOT)?</version>.*", "$1");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
