package io.carillon.local;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @Test
    void argumentsThatBeginWithAnOptionAreForTheServer() {
        assertThat(Commands.concern(List.of()), is(false));
        assertThat(Commands.concern(List.of("--deploy", "a.war")), is(false));
        for (String word : List.of("receive", "listen", "export", "import", "help", "--help", "-h", "version", "--version",
                "recieve")) {
            assertThat(word, Commands.concern(List.of(word, "--port", "0")), is(true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void helpListsTheCommands(String word) {
        RunningCommand help = new RunningCommand(Map.of(), word);
        assertThat(help.exitCode(), is(0));
        String text = String.join("\n", help.lines.all());
        for (String command : List.of("receive", "listen", "export", "import", "help", "version")) {
            assertThat(text, containsString("\n  " + command + " "));
        }
    }

    @Test
    void theVersionIsOurs() {
        RunningCommand version = new RunningCommand(Map.of(), "--version");
        assertThat(version.exitCode(), is(0));
        assertThat(version.lines.all(), contains(startsWith("Carillon ")));
    }

    @ParameterizedTest
    @CsvSource({"receive, --port --host --secret --status --delay", "listen, --url --key --endpoint --application --forward",
        "export, --url --key --organization", "import, --dry-run --url --key"})
    void theHelpOfACommandListsItsOptions(String command, String options) {
        RunningCommand help = new RunningCommand(Map.of(), command, "--help");
        assertThat(help.exitCode(), is(0));
        for (String option : options.split(" ")) {
            assertThat(String.join("\n", help.lines.all()), containsString("\n  " + option + " "));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "recieve                               | there is no such command; the nearest one is receive",
            "frobnicate                            | there is no such command; the commands are receive, listen, ",
            "receive --prot 9000                   | \"--prot\" is not an option; the options are --port, ",
            "receive --port                        | --port needs a value",
            "receive --port=70000                  | --port is \"70000\"; it must be a number from 0 to 65535",
            "receive --port x                      | --port is \"x\"",
            "receive --status 199                  | --status is \"199\"; it must be a number from 200 to 599",
            "receive --delay 2s                    | --delay is \"2s\"; it must be an ISO 8601 duration",
            "receive --delay PT-1S                 | --delay is \"PT-1S\"",
            "receive --secret whsec_?              | the secret is empty, or is not base64 after whsec_",
            "receive --secret whsec_               | the secret is empty",
            "receive --host [::x                   | not an address of this machine",
            "listen --key k                        | --forward is missing",
            "listen --forward localhost:3000       | it must be an absolute URL with http or https",
            "listen --forward http://localhost:3   | a key is missing",
            "listen --forward http://l --key k --endpoint a --application b | not both",
            "export --key k --out file             | \"--out\" is not an option; the options are --url, --key, --organization",
            "export                                | a key is missing: give --key or set CARILLON_KEY",
            "export file --key k                   | \"file\" is not an option",
            "import --key k                        | a file is missing: import [--dry-run] <file>",
            "import a b --key k                    | \"b\" is not an option; the options are --dry-run, --url, --key",
            "import --dryrun a --key k             | \"--dryrun\" is not an option"})
    void wrongArgumentsAreSaidInASentence(String arguments, String sentence) {
        RunningCommand command = new RunningCommand(Map.of(), arguments.split(" +"));
        assertThat(command.exitCode(), is(2));
        assertThat(command.errors(), startsWith(arguments.split(" ")[0] + ": "));
        assertThat(command.errors(), containsString(sentence));
        assertThat(command.lines.all(), is(empty()));
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            RunningCommand command = new RunningCommand(Map.of(), "receive", "--port", "" + taken.getLocalPort());
            assertThat(command.exitCode(), is(1));
            assertThat(command.errors(), startsWith("receive: port " + taken.getLocalPort() + " on 127.0.0.1 cannot be used: "));
        }
    }

    @Test
    void aServiceThatIsNotThereIsNamed() {
        RunningCommand command = new RunningCommand(Map.of("CARILLON_KEY", "ck_x"), "listen", "--url", "http://127.0.0.1:1",
                "--endpoint", "ep_1", "--forward", "http://127.0.0.1:2/");
        assertThat(command.exitCode(), is(1));
        assertThat(command.errors(), is("listen: http://127.0.0.1:1/api/v1 cannot be reached."));
    }
}
