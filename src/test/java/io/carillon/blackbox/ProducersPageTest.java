package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for producers shows the very code that {@link ProducersIT} runs: all of it, and nothing else. */
class ProducersPageTest {

    private static final Path PAGE = Path.of("src/docs/jms-producers.md");
    private static final Path SOURCES = Path.of("src/test/java/io/carillon/blackbox/support");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern DEPENDENCY = Pattern.compile("<artifactId>(.*)</artifactId>\n  <version>(.*)</version>");
    private static final Pattern REGION = Pattern.compile("(?s) *// \\[([a-z]+-[a-z]+)]\n(.*?) *// \\[/\\1]\n");

    @Test
    void everySnippetOfThePageIsCodeThatIsTested() throws IOException {
        assertThat(snippets(), containsInAnyOrder(regions().toArray()));
    }

    private static String imports(String code) {
        return code.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void everyDependencyOfThePageIsTheOneThatIsTested() throws IOException {
        Set<String> tested = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString()).collect(Collectors.toSet());
        List<String> shown = DEPENDENCY.matcher(Files.readString(PAGE)).results()
                .map(found -> found.group(1) + "-" + found.group(2) + ".jar").toList();
        assertThat(shown, everyItem(is(in(tested))));
        assertThat(shown.size(), greaterThanOrEqualTo(6));
    }

    private static List<String> snippets() throws IOException {
        return SNIPPET.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
    }

    private static List<String> regions() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Producer.java")).flatMap(ProducersPageTest::regionsOf).toList();
        }
    }

    /** The marked parts of {@code source}, and its imports if it has any of them. */
    private static Stream<String> regionsOf(Path source) {
        try {
            String code = Files.readString(source);
            List<String> regions = REGION.matcher(code).results()
                    .map(found -> found.group(2).stripTrailing().stripIndent() + "\n").toList();
            return regions.isEmpty() ? Stream.empty() : Stream.concat(regions.stream(), Stream.of(imports(code)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
