package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code src/docs/servers.md} lists the tests that a server leaves out, and no others. */
class ServersPageTest {

    private static final Pattern LEFT_OUT = Pattern.compile("@DiffersOn\\(value = (\\{[^}]*}|\"[^\"]*\"), because = [^)]*\\)"
            + "[\\s\\S]*?(?:class|void) (\\w+)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| `(\\w+)\\.?(\\w*)` \\| .+ \\|$");

    @Test
    void theTableListsWhatIsLeftOut() throws IOException {
        Set<String> leftOut = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/io/carillon/blackbox"))) {
            for (Path file : files.filter(one -> one.toString().endsWith("IT.java")).toList()) {
                String type = file.getFileName().toString().replace(".java", "");
                LEFT_OUT.matcher(Files.readString(file)).results().forEach(found -> leftOut.addAll(entries(type, found)));
            }
        }
        Set<String> listed = ROW.matcher(Files.readString(Path.of("src/docs/servers.md"))).results()
                .map(row -> entry(row.group(1), row.group(2), row.group(3).isEmpty() ? row.group(2) : row.group(3)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed, is(leftOut));
    }

    private static Set<String> entries(String type, MatchResult found) {
        return QUOTED.matcher(found.group(1)).results().map(server -> entry(server.group(1), type, found.group(2)))
                .collect(Collectors.toSet());
    }

    private static String entry(String server, String type, String test) {
        return server + " " + type + " " + test;
    }
}
