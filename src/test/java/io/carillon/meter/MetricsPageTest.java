package io.carillon.meter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code src/docs/operations.md} lists every metric. When it differs, the failure shows the rows to paste. */
class MetricsPageTest {

    private static final Path PAGE = Path.of("src/docs/operations.md");

    @Test
    void thePageListsEveryMetric() throws IOException {
        String written = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `carillon_"))
                .collect(Collectors.joining("\n"));
        assertThat(written, is(Exposition.all().stream().map(MetricsPageTest::row).collect(Collectors.joining("\n"))));
    }

    private static String row(Exposition.Meta metric) {
        return "| `" + metric.name() + "` | " + metric.type() + " | "
                + metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")) + " | "
                + metric.help() + " |";
    }
}
