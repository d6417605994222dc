package io.carillon.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The pages of {@code src/docs} that list a document's sentences name tests that exist. Such a page has a table with the
 * columns {@code #}, {@code sentence}, {@code what we do} and {@code proved by}; the last holds {@code Class#method} in
 * backticks, with commas between.
 */
class SentencesTest {

    private static final String HEADER = "| # | sentence | what we do | proved by |";
    private static final Pattern PROOF = Pattern.compile("`(\\w+)#(\\w+)`");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/docs"))) {
            return files.filter(file -> file.toString().endsWith(".md") && !rows(file).isEmpty()).sorted().toList();
        }
    }

    @Test
    void theTrackScoreDocumentHasItsPage() throws IOException {
        assertThat(pages(), hasItem(Path.of("src/docs/trackscore.md")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatProvesASentenceExists(Path page) {
        List<String> unknown = rows(page).stream().flatMap(row -> PROOF.matcher(lastCell(row)).results())
                .filter(proof -> !exists(proof.group(1), proof.group(2))).map(proof -> proof.group()).toList();
        assertThat(unknown, is(empty()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySentenceIsNumberedAndHasAProof(Path page) {
        List<String> rows = rows(page);
        assertThat(rows.stream().map(row -> row.split("\\|")[1].strip()).toList(),
                is(IntStream.rangeClosed(1, rows.size()).mapToObj(String::valueOf).toList()));
        for (String row : rows) {
            assertThat(row, PROOF.matcher(lastCell(row)).results().count(), greaterThan(0L));
            assertThat(row, PROOF.matcher(lastCell(row)).replaceAll("").replaceAll("[, ]", ""), is(""));
        }
    }

    private static List<String> rows(Path page) {
        List<String> lines;
        try {
            lines = Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int header = lines.indexOf(HEADER);
        return header < 0 ? List.of()
                : lines.subList(header + 2, lines.size()).stream().takeWhile(line -> line.startsWith("|")).toList();
    }

    private static String lastCell(String row) {
        String[] cells = row.strip().split("(?<!\\\\)\\|");
        return cells[cells.length - 1].strip();
    }

    private static boolean exists(String className, String method) {
        return testClass(className).stream().flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .anyMatch(candidate -> candidate.getName().equals(method)
                        && AnnotationSupport.isAnnotated(candidate, Testable.class));
    }

    private static Optional<Class<?>> testClass(String name) {
        Path sources = Path.of("src/test/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith(name + ".java")).findFirst()
                    .map(file -> sources.relativize(file).toString().replace(".java", "").replace(File.separatorChar, '.'))
                    .map(SentencesTest::load);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, SentencesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
