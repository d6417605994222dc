package io.carillon.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@code .github/CONTRIBUTING.md} for Java sources that a formatter does not check. A failure lists each
 * violation as {@code file:line}.
 */
class SourceTest {

    private static final int MOST_LINES = 300;
    private static final int MOST_COLUMNS = 130;
    /** Text blocks, strings, characters and comments. */
    private static final Pattern NO_CODE = Pattern.compile("\"\"\"(?:[^\"\\\\]++|\\\\[\\s\\S]|\"(?!\"\"))*+\"\"\""
            + "|\"(?:[^\"\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\\n]|\\\\[^\n]{1,5})'|//[^\n]*|/\\*[\\s\\S]*?\\*/");
    private static final Pattern QUALIFIED_NAME =
            Pattern.compile("(?<![\\w.])(?:java|javax|jakarta|com|fish|io|net|org)(?:\\.[a-z]\\w*)+\\.[A-Z]\\w*");
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern DECLARATION = Pattern.compile("(?:import|package) .*");

    @Test
    void noFileIsLongerThanThreeHundredLines() {
        assertNone(sources().filter(file -> linesOf(text(file)).size() > MOST_LINES)
                .map(file -> file + ":" + (MOST_LINES + 1)).toList());
    }

    @Test
    void noLineIsLongerThanAHundredAndThirtyColumns() {
        assertNone(violations(SourceTest::text, line -> line.codePointCount(0, line.length()) > MOST_COLUMNS));
    }

    @Test
    void aFileIsInTheFolderOfItsPackage() {
        assertNone(sources().filter(file -> linesOf(text(file)).stream().map(PACKAGE::matcher).filter(Matcher::matches)
                .anyMatch(found -> !file.getParent().endsWith(found.group(1).replace('.', '/')))).map(Path::toString).toList());
    }

    @Test
    void codeImportsTheClassesThatItUses() {
        assertNone(violations(file -> codeOf(text(file)),
                line -> !DECLARATION.matcher(line).matches() && QUALIFIED_NAME.matcher(line).find()));
    }

    @Test
    void qualifiedNamesAreFoundInCodeAlone() {
        List<String> found = linesOf(codeOf("""
                return java.util.Set.of();
                return "java.util.Set" + '"' + java.util.Map.of();
                /* java.util.Set
                 * java.util.Set */ java.util.List.of();
                // java.util.Set
                String text = ""\"
                    a "quoted" java.util.Set ""\";
                """)).stream().flatMap(line -> QUALIFIED_NAME.matcher(line).results()).map(result -> result.group()).toList();
        assertThat(found, is(List.of("java.util.Set", "java.util.Map", "java.util.List")));
    }

    private static void assertNone(List<String> violations) {
        assertThat("\n" + String.join("\n", violations), violations, is(empty()));
    }

    private static List<String> violations(Function<Path, String> reader, Predicate<String> isViolation) {
        List<String> found = new ArrayList<>();
        sources().forEach(file -> {
            List<String> lines = linesOf(reader.apply(file));
            IntStream.range(0, lines.size()).filter(index -> isViolation.test(lines.get(index)))
                    .forEach(index -> found.add(file + ":" + (index + 1) + " " + lines.get(index).strip()));
        });
        return found;
    }

    private static String codeOf(String source) {
        return NO_CODE.matcher(source).replaceAll(text -> "\n".repeat((int) text.group().chars().filter(c -> c == '\n').count()));
    }

    private static List<String> linesOf(String source) {
        return source.lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
