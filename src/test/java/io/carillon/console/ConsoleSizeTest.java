package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.http.StaticFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many bytes the console sends to a browser, compressed as the service sends them, for slow networks. */
class ConsoleSizeTest {

    private static final Path PAGES = Path.of("src/main/webapp/console");
    /** Libraries and receivers, which Maven puts there. */
    private static final Path OTHERS = Path.of("target/console");
    private static final int MOST_BYTES = 150_000;
    private static final int MOST_BYTES_TO_SIGN_IN = 60_000;
    private static final int MOST_BYTES_OF_THE_OVERVIEW = 100_000;
    /** What people read who ask for it. */
    private static final Set<String> ON_REQUEST = Set.of("assets/vendor/licenses.txt");
    /** What pages load when they need it. */
    private static final Set<String> CHARTS = Set.of("assets/app/first.js", "assets/vendor/uplot.js");

    private final Map<String, StaticFile> files = new HashMap<>();

    ConsoleSizeTest() throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        read(PAGES, contents);
        read(OTHERS, contents);
        ConsoleBundles.of(contents).forEach((name, content) -> files.put(name, StaticFile.of(name, content)));
    }

    @Test
    void everyModuleIsInABundle() {
        assertThat(files.keySet().stream().filter(name -> name.startsWith("assets/app/")).collect(Collectors.toSet()),
                is(Set.of("assets/app/early.js", "assets/app/main.js", "assets/app/first.js", "assets/app/pages.js")));
    }

    @Test
    void theWholeConsoleIsSmall() {
        assertThat(bytes(name -> !ON_REQUEST.contains(name)), is(lessThan(MOST_BYTES)));
    }

    @Test
    void theFirstPagesAreSmaller() {
        Predicate<String> signIn = name -> !name.matches(".*/(receivers/.*|licenses\\.txt|pages\\.js)") && !CHARTS.contains(name);
        assertThat(bytes(signIn), is(lessThan(MOST_BYTES_TO_SIGN_IN)));
        assertThat(bytes(signIn.or(CHARTS::contains)), is(lessThan(MOST_BYTES_OF_THE_OVERVIEW)));
    }

    /** Of the files that are chosen, in the larger language. */
    private int bytes(Predicate<String> isChosen) {
        int languages = files.keySet().stream().filter(ConsoleSizeTest::isLanguage).mapToInt(this::sent).max().orElseThrow();
        return languages + files.keySet().stream().filter(isChosen).filter(name -> !isLanguage(name)).mapToInt(this::sent).sum();
    }

    private static boolean isLanguage(String name) {
        return name.startsWith("assets/i18n/");
    }

    private int sent(String name) {
        StaticFile file = files.get(name);
        return Optional.ofNullable(file.compressed()).orElse(file.content()).length;
    }

    private static void read(Path folder, Map<String, byte[]> contents) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).forEach(file -> contents.put(folder.relativize(file).toString(), content(file)));
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
