package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.ForbiddenDoor;
import io.carillon.blackbox.support.FuzzSeeds;
import io.carillon.blackbox.support.PostgresProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.TokenIssuer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code mvn verify -Pfuzz -Dcarillon.fuzz.minutes=60}, also with {@code -Dcarillon.database=postgresql}: Schemathesis makes
 * requests out of our own /openapi, good and bad ones, with keys of every scope and on objects that exist, and fails on a
 * 5xx and on whatever /openapi does not describe. Meanwhile good and bad messages come over the queue. Webhooks may go to
 * receivers of this test alone; many an endpoint leads to a {@link ForbiddenDoor} instead. The answers to each operation
 * are in {@code target/fuzz-answers.json}.
 */
@EnabledIfSystemProperty(named = "carillon.fuzz.minutes", matches = "[1-9][0-9]*")
class FuzzIT {

    private static final Path REPORT = Path.of("target", "fuzz.txt");
    private static final Path ANSWERS = Path.of("target", "fuzz-answers.json").toAbsolutePath();
    /** Its answer does not end; StreamIT reads it. */
    private static final String STREAM = "/api/v1/stream";
    /** A job is so short that a request hardly ever finds one to stop; RejectedJobsIT and BroadcastsIT stop one. */
    private static final Set<String> OF_RUNNING_JOBS = Set.of("POST /api/v1/redeliveries/{id}/stop",
            "POST /api/v1/rejected-messages/jobs/{id}/stop", "POST /api/v1/broadcasts/{id}/stop");
    private static final String CHECKS =
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

    @Test
    void everyAnswerIsDescribedAndNoForbiddenAddressSeesAConnection() throws Exception {
        Path folder = CarillonProcess.aNewFolder();
        TokenIssuer tokens = new TokenIssuer(folder);
        Map<String, String> settings = new HashMap<>(tokens.settings());
        try (PostgresProcess postgres = database(folder, settings); Receiver receiver = new Receiver();
                ForbiddenDoor door = new ForbiddenDoor();
                CarillonProcess carillon = new CarillonProcess(folder, with(settings, receiver, door)).start()) {
            FuzzSeeds seeds = new FuzzSeeds(carillon, receiver, door);
            int exit = fuzz(carillon, seeds, seeds.writeTo(folder));
            assertAll(() -> assertThat("see " + REPORT, exit, is(0)),
                    () -> assertThat(carillon.log(), not(containsString("request.failed"))),
                    () -> assertThat(carillon.log(), containsString("outcome=refused")),
                    () -> assertThat(door.callers(), is(0)),
                    () -> assertThat(carillon.api().isReady(), is(true)),
                    () -> assertThat("never answered 2xx", notReached(carillon.api()), is(empty())));
        }
    }

    /** Null for the embedded database. */
    private static PostgresProcess database(Path folder, Map<String, String> settings) {
        if (!"postgresql".equals(System.getProperty("carillon.database"))) {
            return null;
        }
        PostgresProcess postgres = new PostgresProcess(folder).start();
        settings.putAll(postgres.settings());
        return postgres;
    }

    /** Of the private networks only 127.0.0.1 is opened; keys are many, for the fuzzer makes them by the thousand. */
    private static Map<String, String> with(Map<String, String> settings, Receiver receiver, ForbiddenDoor door) {
        int port = URI.create(receiver.newUrl(received -> Receiver.Answer.status(200))).getPort();
        settings.putAll(Map.of("CARILLON_ALLOWED_PORTS", port + "," + door.port(), "CARILLON_ALLOWED_SUBNETS", "127.0.0.1/32",
                "CARILLON_MAX_KEYS", "1000000", "CARILLON_BODY_TIMEOUT", "PT20S"));
        return settings;
    }

    private static int fuzz(CarillonProcess carillon, FuzzSeeds seeds, Path file) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("carillon.schemathesis"), "run",
                carillon.api().base() + "/openapi", "--checks", CHECKS, "--continue-on-failure", "--exclude-path", STREAM,
                "--request-timeout", "30",
                "--no-color", "--suppress-health-check", "all", "--max-examples", "50", "--max-time",
                String.valueOf(TimeUnit.MINUTES.toSeconds(Long.getLong("carillon.fuzz.minutes"))))
                .directory(Path.of("target").toFile()).redirectErrorStream(true).redirectOutput(REPORT.toFile());
        builder.environment().putAll(Map.of("FUZZ_SEEDS", file.toString(), "FUZZ_ANSWERS", ANSWERS.toString(),
                "SCHEMATHESIS_HOOKS", Path.of("src/test/resources/fuzz/hooks.py").toAbsolutePath().toString()));
        Process fuzzer = builder.start();
        try (seeds) {
            while (!fuzzer.waitFor(2, TimeUnit.SECONDS)) {
                seeds.sendMessages();
            }
        } finally {
            fuzzer.destroyForcibly();
        }
        return fuzzer.exitValue();
    }

    private static Set<String> notReached(Api api) throws Exception {
        JsonNode answers = Api.json(Files.readString(ANSWERS));
        Set<String> rest = new TreeSet<>();
        JsonNode paths = Api.json(api.openApi()).get("paths");
        paths.properties().stream().filter(path -> path.getKey().startsWith("/api/v1/") && !path.getKey().equals(STREAM))
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(member -> {
                    String method = member.toUpperCase(Locale.ROOT);
                    if (Set.of("GET", "PUT", "POST", "PATCH", "DELETE").contains(method)) {
                        rest.add(method + " " + path.getKey());
                    }
                }));
        assertThat(rest.size(), is(greaterThan(40)));
        rest.removeAll(OF_RUNNING_JOBS);
        rest.removeIf(operation -> answers.path(operation).properties().stream()
                .anyMatch(answer -> answer.getKey().startsWith(operation.split(" ")[0] + " 2")));
        return rest;
    }
}
