package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.JarCommand;
import io.carillon.blackbox.support.Ports;
import io.carillon.blackbox.support.PostgresProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code carillon.jar check}: what is wrong is said before the service starts. */
@Tag("later")
class CheckIT {

    private static final String KEY = "CARILLON_SECRETS_KEY";

    @Test
    void withoutSettingsEverythingIsEmbedded() {
        Outcome outcome = check(Map.of(), "--all");
        assertThat(outcome.failures(), is(empty()));
        assertThat(outcome.exitCode, is(0));
        assertThat(outcome.lines, hasItem(matchesPattern(" {2}CARILLON_WINDOW +PT1M \\(default\\)")));
        assertThat(outcome.lines, hasItem("  ok    database     Embedded, in the home folder."));
        assertThat(outcome.lines, hasItem("  ok    broker       Embedded, in the home folder."));
        assertThat(outcome.lines.get(outcome.lines.size() - 1), is("No check failed."));
    }

    @Test
    void everyFaultOfTheSettingsIsSaidAtOnceAndNoSecretShown() {
        Outcome outcome = check(Map.of("CARILLON_WINDOW", "soon", "CARILLON_CONSOLE", "perhaps", KEY, "c2VjcmV0",
                "CARILLON_RETRY_SCHEDUL", "PT1S"));
        assertThat(outcome.failures().size(), is(3));
        assertThat(outcome.failures(), hasItem(startsWith("  FAIL  settings     CARILLON_WINDOW is \"soon\"; it must be")));
        assertThat(outcome.lines, hasItem(
                "  warn  settings     CARILLON_RETRY_SCHEDUL is not a setting; the nearest one is CARILLON_RETRY_SCHEDULE."));
        assertThat(outcome.lines, hasItem(matchesPattern(" {2}CARILLON_SECRETS_KEY +set, not shown \\(environment\\)")));
        assertThat(outcome.lines.toString(), not(containsString("c2VjcmV0")));
        assertThat(outcome.exitCode, is(1));
    }

    @Test
    void aPortInUseAndAnUnknownHostAreFound() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Outcome outcome = check(Map.of("CARILLON_HTTP_PORT", String.valueOf(taken.getLocalPort()),
                    "CARILLON_MAIL_HOST", "mail.invalid"));
            assertThat(outcome.failures(), hasItem(startsWith("  FAIL  ports        Port " + taken.getLocalPort())));
            assertThat(outcome.failures(), hasItem("  FAIL  names        CARILLON_MAIL_HOST names the host mail.invalid, which"
                    + " the name service does not know."));
            assertThat(outcome.exitCode, is(1));
        }
    }

    @Test
    void databaseAndBrokerAreAskedWithTheirPasswords() {
        Path folder = CarillonProcess.aNewFolder();
        try (PostgresProcess postgres = new PostgresProcess(folder).start();
                BrokerProcess broker = new BrokerProcess(folder).start()) {
            Map<String, String> settings = new HashMap<>(postgres.settings());
            settings.putAll(broker.settings());
            Outcome right = check(settings);
            assertThat(right.failures(), is(empty()));
            assertThat(right.lines, hasItem(matchesPattern(" {2}ok {4}database {5}PostgreSQL [0-9.]+ .*accepts the login\\.")));
            assertThat(right.lines, hasItem("  ok    database     It has no tables yet; the first start makes them."));
            assertThat(right.lines, hasItem(startsWith("  ok    broker       It accepts the login; carillon.changes has 0")));

            Map<String, String> standby = new HashMap<>(settings);
            standby.merge("CARILLON_DB_URL", "?options=-c%20default_transaction_read_only=on", String::concat);
            assertThat(check(standby).failures(), hasItem(startsWith("  FAIL  database     It takes no writes: ")));

            settings.put("CARILLON_BROKER_PASSWORD", "wrong");
            settings.put("CARILLON_DB_URL", settings.get("CARILLON_DB_URL") + "_other");
            Outcome wrong = check(settings);
            assertThat(wrong.failures(), hasItem(containsString("database \"postgres_other\" does not exist")));
            assertThat(wrong.failures(), hasItem(startsWith("  FAIL  broker       It rejects the user carillon: ")));

            broker.kill();
            assertThat(check(settings).failures(),
                    hasItem("  FAIL  broker       It does not answer: " + broker.url() + "."));
        }
    }

    @Test
    void itHasOneOption() {
        Outcome outcome = check(Map.of(), "--fix");
        assertThat(outcome.lines, is(List.of("check: \"--fix\" is not an option; the options are --all and --help.")));
        assertThat(outcome.exitCode, is(2));
    }

    private static Outcome check(Map<String, String> settings, String... options) {
        Map<String, String> environment = new HashMap<>(Map.of("CARILLON_HTTP_PORT", String.valueOf(Ports.reserve()),
                "CARILLON_BROKER_PORT", String.valueOf(Ports.reserve())));
        environment.putAll(settings);
        String[] arguments = new String[options.length + 1];
        arguments[0] = "check";
        System.arraycopy(options, 0, arguments, 1, options.length);
        try (JarCommand command = new JarCommand(environment, arguments)) {
            int exitCode = command.exitCode();
            return new Outcome(exitCode, command.lines());
        }
    }

    private record Outcome(int exitCode, List<String> lines) {

        List<String> failures() {
            return lines.stream().filter(line -> line.startsWith("  FAIL")).toList();
        }
    }
}
