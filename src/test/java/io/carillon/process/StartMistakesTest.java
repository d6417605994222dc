package io.carillon.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.local.Commands;
import io.carillon.messages.Approved;
import io.carillon.process.check.Check;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mistakes in starting the service, and what it says before any server starts: {@code start-mistakes.txt} has a line for each,
 * with the settings or the command, and below it the answer, as approved text.
 */
class StartMistakesTest {

    private static final String FILE = "start-mistakes.txt";
    private static final Path MISTAKES = Path.of("src/test/resources/messages", FILE);
    private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path folder;
    private int homes;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectory(folder.resolve("a folder"));
        Files.writeString(folder.resolve("notes.txt"), "hello");
        Files.writeString(folder.resolve("empty.txt"), "");
        try (var store = StartMistakesTest.class.getResourceAsStream("/messages/no-key.p12")) {
            Files.copy(store, folder.resolve("no-key.p12"));
        }
    }

    /** The mistakes are read from the file itself, so that a new one needs no more than its line. */
    @Test
    void eachIsAnsweredWithASentenceBeforeTheServerStarts() throws Exception {
        List<String> mistakes = Files.readAllLines(MISTAKES).stream().filter(line -> line.startsWith("$ ")).toList();
        assertThat(mistakes.size(), greaterThanOrEqualTo(60));
        StringBuilder text = new StringBuilder();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (String mistake : mistakes) {
                String answer = answer(mistake.substring(2).replace("TAKEN", String.valueOf(taken.getLocalPort())));
                assertThat(mistake, answer, not(containsString("Exception")));
                assertThat(mistake, answer, not(containsString("starts without")));
                text.append(text.isEmpty() ? "" : "\n").append(mistake).append('\n').append(masked(answer)
                        .replace(String.valueOf(taken.getLocalPort()), "TAKEN")).append('\n');
            }
        }
        Approved.check(FILE, text.toString());
    }

    private String masked(String answer) {
        return answer.replace(folder + "/home" + homes, "FOLDER/home").replace(folder.toString(), "FOLDER");
    }

    private String answer(String mistake) throws Exception {
        List<String> words = WORD.matcher(mistake.replace("FOLDER", folder.toString()).replace("KEY32", KEY)).results()
                .map(MatchResult::group).map(word -> word.replace("'", "")).toList();
        Map<String, String> environment = new HashMap<>();
        Properties properties = new Properties();
        List<String> arguments = new ArrayList<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            if (arguments.isEmpty() && word.startsWith("-D")) {
                properties.setProperty(pair[0].substring(2), pair[1]);
            } else if (arguments.isEmpty() && pair.length == 2) {
                environment.put(pair[0], pair[1]);
            } else {
                arguments.add(word);
            }
        }
        return arguments.isEmpty() ? start(environment, properties) : command(environment, arguments);
    }

    /** As the launcher does it, from the settings to the ports. */
    private String start(Map<String, String> environment, Properties properties) throws IOException {
        environment.putIfAbsent("CARILLON_HOME", folder.resolve("home" + ++homes).toString());
        environment.putIfAbsent("CARILLON_HTTP_PORT", String.valueOf(aFreePort()));
        environment.putIfAbsent("CARILLON_BROKER_PORT", "0");
        try {
            LaunchSettings settings = new LaunchSettings(environment, properties);
            List<String> unknown = UnknownNames.in(environment, properties);
            new Premises(settings.settings()).require(new HomeFolder(settings.home()));
            return unknown.isEmpty() ? "starts without a word" : "warning: " + String.join("\nwarning: ", unknown);
        } catch (Refusal e) {
            return e.text("Carillon does not start");
        }
    }

    private static int aFreePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private static String command(Map<String, String> environment, List<String> arguments) throws Exception {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(errors, true, UTF_8); PrintStream none = new PrintStream(errors, true, UTF_8)) {
            int exitCode = switch (arguments.get(0)) {
                case "check" -> Check.run(arguments, none, err);
                case "migrate" -> SchemaMigration.run(arguments, none, err);
                default -> Commands.run(arguments, environment, none, err);
            };
            return errors.toString(UTF_8).strip() + "\n(exit code " + exitCode + ")";
        }
    }

    @Test
    void aHostThatTheNameServiceDoesNotKnowIsNamed() {
        UnknownHostException unknown = new UnknownHostException("db.invalid");
        assertThat(DatabaseAtStart.reason(new SQLException("The connection attempt failed.", "08001", unknown)),
                is("CARILLON_DB_URL names the host db.invalid, which the name service does not know."));
    }
}
