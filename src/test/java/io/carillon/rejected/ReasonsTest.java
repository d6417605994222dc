package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reasons that clients can filter by are those that the code gives and the page for producers explains. */
class ReasonsTest {

    private static final Pattern GIVEN =
            Pattern.compile("(?:new Flaw|\\bflaw|flawOfData|unknown)\\(\\s*\"([a-z-]+)\"");
    private static final Pattern NAMED = Pattern.compile("String [A-Z_]+ = \"([a-z-]+)\";");
    private static final Pattern EXPLAINED = Pattern.compile("`([a-z-]+)`");

    @Test
    void everyReasonThatTheCodeGivesCanBeFilteredBy() throws IOException {
        SortedSet<String> given = new TreeSet<>();
        for (String room : List.of("queue", "catalog", "coalescing", "deadletter", "tenant", "endpoint", "schema")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/io/carillon", room))) {
                files.map(ReasonsTest::text).filter(text -> text.contains("Flaw")).forEach(text -> collect(GIVEN, text, given));
            }
        }
        collect(NAMED, text(Path.of("src/main/java/io/carillon/json/Flaw.java")), given);
        assertThat(given, is(Reasons.ALL));
    }

    @Test
    void everyReasonIsExplained() throws IOException {
        SortedSet<String> explained = new TreeSet<>();
        List<String> lines = Files.readAllLines(Path.of("src/docs/jms-producers.md"));
        for (int i = lines.indexOf("| reason | meaning |") + 2; lines.get(i).startsWith("|"); i++) {
            collect(EXPLAINED, lines.get(i).split("\\|")[1], explained);
        }
        assertThat(explained, is(Reasons.ALL));
    }

    private static void collect(Pattern pattern, String text, SortedSet<String> reasons) {
        pattern.matcher(text).results().forEach(found -> reasons.add(found.group(1)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
