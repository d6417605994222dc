package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.PageReader;
import io.carillon.blackbox.support.PageTerminal;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -Ppages}: a reader clones the repository into a folder with a blank and an umlaut, and follows the README and
 * the course from the first command to the last one, as they are written. What is committed is what counts. Only the second
 * command of the README is left to {@code .ci/run}. Needs the ports 8080, 9000 and 61616.
 */
@Tag("long")
class FreshCloneIT {

    /** Names in bytes, because the encoding of the machine need not have the umlaut. */
    private static final String FOLDER = "$'target/pages/My Projects \\xc3\\xbc'";
    private static final String CLONE = "rm -rf %1$s && mkdir -p %1$s && git clone -q . %1$s/carillon".formatted(FOLDER);
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Set<String> SERVICES = Set.of("demonstration", "service");

    @BeforeAll
    static void thePortsOfThePagesAreFree() throws Exception {
        for (int port : new int[] {8080, 9000, 61616}) {
            try (ServerSocket socket = new ServerSocket(port)) {
                assertThat(socket.isBound(), is(true));
            }
        }
    }

    @Test
    void aStrangerFollowsTheReadmeAndTheCourse() {
        try (PageReader cloning = new PageReader(LIMIT, CLONE, UnaryOperator.identity(), Set.of(), (name, terminal) -> { });
                PageReader reader = new PageReader(LIMIT, "cd " + FOLDER + "/carillon", UnaryOperator.identity(), Set.of(),
                        FreshCloneIT::awaitStart)) {
            reader.read(TutorialIT.README);
            TutorialIT.awaitWebhook(reader);
            reader.close("service");
            TutorialIT.PAGES.forEach(reader::read);
            reader.type(TutorialIT.EXPLAIN);
        }
    }

    /** The demonstration ends as soon as it works, as the README says. */
    private static void awaitStart(String name, PageTerminal terminal) {
        if (SERVICES.contains(name)) {
            Api api = new Api(URI.create("http://127.0.0.1:8080"), "ck_try");
            terminal.until(name, printed -> api.isReady());
        } else {
            TutorialIT.awaitReceiver(terminal);
        }
        if (name.equals("demonstration")) {
            terminal.until("a command to paste", printed -> printed.contains("curl "));
            terminal.close();
        }
    }
}
