package io.carillon.docs.site;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README is short, and its first two commands start the service and run its tests. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)\n```", Pattern.DOTALL);
    private static final int MOST_LINES = 120;

    @Test
    void aStrangerReadsItInAMinute() throws IOException {
        assertThat(Files.readAllLines(README).size(), lessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void theFirstCommandStartsTheServiceAndTheSecondOneTestsIt() throws IOException {
        List<String> commands = COMMANDS.matcher(Files.readString(README)).results().map(found -> found.group(1)).toList();
        assertThat(commands.subList(0, 2), is(List.of(
                "mvn -q -DskipTests package && CARILLON_DEMO=true java -jar target/carillon.jar", "mvn verify")));
        assertThat(Files.readString(Path.of(".ci/run")).replace(" -B -ntp", ""), containsString("\nmvn verify\n"));
    }
}
