package io.carillon.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's table is a copy of {@link Setting}. When this test fails, replace the table by the one that it expected. */
class SettingsPageTest {

    private static final String HEAD = "| environment | meaning | default |\n|---|---|---|\n";

    @Test
    void thePageHasTheTableOfAllSettings() throws IOException {
        String page = Files.readString(Path.of("src/docs/settings.md"));
        String table = page.substring(page.indexOf(HEAD)).lines().takeWhile(line -> line.startsWith("|"))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(table, is(expected()));
    }

    private static String expected() {
        return Stream.of(Setting.values()).map(SettingsPageTest::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Setting setting) {
        return "| `" + setting.variable() + "` | " + setting.description() + " |"
                + setting.defaultText().map(text -> " `" + text + "` ").orElse(" ") + "|\n";
    }

    /** Prints the table, to be pasted into the page. */
    public static void main(String[] args) {
        System.out.print(expected());
    }
}
