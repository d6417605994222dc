package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the pages as their authors read them. */
class ConsoleSourcesTest {

    private static final int MOST_LINES = 300;

    @Test
    void noFileIsLongerThanThreeHundredLines() {
        assertThat(code().filter(file -> ConsoleAssets.text(file).lines().count() > MOST_LINES).toList(), is(empty()));
    }

    @Test
    void everyModuleIsChecked() {
        assertThat(ConsoleAssets.files(".js").stream().filter(file -> !file.endsWith("early.js"))
                .filter(file -> !ConsoleAssets.text(file).startsWith("// @ts-check\n")).toList(), is(empty()));
    }

    private static Stream<Path> code() {
        return Stream.of(".js", ".css").map(ConsoleAssets::files).flatMap(List::stream);
    }
}
