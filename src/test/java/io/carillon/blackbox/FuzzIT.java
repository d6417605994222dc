package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mvn verify -Pfuzz -Dcarillon.fuzz.minutes=60}: Schemathesis makes requests out of our own /openapi, good and bad
 * ones, and fails on a 5xx and on whatever /openapi does not describe. Endpoints may only have port 1, so that no stranger
 * gets a webhook.
 */
class FuzzIT {

    @TempDir
    Path folder;

    @Test
    @EnabledIfSystemProperty(named = "carillon.fuzz.minutes", matches = "[1-9][0-9]*")
    void noGeneratedRequestHasAnAnswerThatIsNotDescribed() throws IOException, InterruptedException {
        try (CarillonProcess carillon = new CarillonProcess(folder,
                Map.of("CARILLON_ALLOWED_PORTS", "1", "CARILLON_MAX_KEYS", "1000000")).start()) {
            Path report = Path.of("target", "fuzz.txt");
            Process fuzzer = new ProcessBuilder(System.getProperty("carillon.schemathesis"), "run",
                    carillon.api().base() + "/openapi", "--header", "Authorization: Bearer " + CarillonProcess.OPERATOR_KEY,
                    "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                    "--continue-on-failure", "--request-timeout", "30", "--no-color", "--suppress-health-check", "all",
                    "--max-examples", "1000000", "--max-time", String.valueOf(60 * Long.getLong("carillon.fuzz.minutes")))
                    .directory(Path.of("target").toFile()).redirectErrorStream(true).redirectOutput(report.toFile()).start();
            int exit = fuzzer.waitFor();
            assertThat("see " + report, exit, is(0));
            assertThat(Files.readString(report), not(containsString("Server error")));
            assertThat(carillon.log(), not(containsString("request.failed")));
            assertThat(carillon.api().isReady(), is(true));
        }
    }
}
