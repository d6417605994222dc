package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.carillon.blackbox.support.Producer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for producers shows the very code that {@link ProducersIT} runs: all of it, and nothing else. */
class ProducersPageTest {

    private static final Path PAGE = Path.of("src/docs/jms-producers.md");
    private static final Path SOURCES = Path.of("src/test/java/io/carillon/blackbox/support");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern REGION = Pattern.compile("(?s) *// \\[([a-z]+-[a-z]+)]\n(.*?) *// \\[/\\1]\n");

    @Test
    void everySnippetOfThePageIsCodeThatIsTested() throws IOException {
        assertThat(snippets(), containsInAnyOrder(regions().toArray()));
    }

    private static List<String> snippets() throws IOException {
        return SNIPPET.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
    }

    private static List<String> regions() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Producer.java")).flatMap(ProducersPageTest::regionsOf).toList();
        }
    }

    private static Stream<String> regionsOf(Path source) {
        try {
            Matcher regions = REGION.matcher(Files.readString(source));
            return regions.results().map(found -> found.group(2).stripTrailing().stripIndent() + "\n").toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
