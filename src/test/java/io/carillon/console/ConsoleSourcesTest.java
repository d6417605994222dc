package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** How large the console may become: each file for its readers, and all together for slow networks. */
class ConsoleSourcesTest {

    private static final int MOST_LINES = 300;
    /** Compressed, in one language: what the first page needs before its own module, and everything with all pages. */
    private static final int MOST_BYTES_AT_FIRST = 115_000;
    private static final int MOST_BYTES = 200_000;
    private static final int LIBRARIES = 31_000;

    @Test
    void noFileIsLongerThanThreeHundredLines() {
        assertThat(code().filter(file -> ConsoleAssets.text(file).lines().count() > MOST_LINES).toList(), is(empty()));
    }

    @Test
    void everyModuleIsChecked() {
        assertThat(ConsoleAssets.files(".js").stream().filter(file -> !file.endsWith("early.js"))
                .filter(file -> !ConsoleAssets.text(file).startsWith("// @ts-check\n")).toList(), is(empty()));
    }

    @Test
    void theConsoleIsSmallEnoughForASlowNetwork() {
        int language = ConsoleAssets.files(".json").stream().mapToInt(ConsoleSourcesTest::compressed).max().orElseThrow();
        int pages = code().filter(file -> file.toString().contains("/pages/")).mapToInt(ConsoleSourcesTest::compressed).sum();
        int others = code().filter(file -> !file.toString().contains("/pages/")).mapToInt(ConsoleSourcesTest::compressed).sum();
        assertThat(others + language + LIBRARIES, is(lessThan(MOST_BYTES_AT_FIRST)));
        assertThat(others + language + LIBRARIES + pages, is(lessThan(MOST_BYTES)));
    }

    private static Stream<Path> code() {
        return Stream.of(".js", ".css").map(ConsoleAssets::files).flatMap(List::stream);
    }

    private static int compressed(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(ConsoleAssets.text(file).getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }
}
