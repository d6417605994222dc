package io.carillon.local;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of the first webhook needs no tool for the receiver but {@code receive}, and shows what that prints. */
class FirstWebhookPageTest {

    private static final Pattern COMMAND = Pattern.compile("\n```sh\njava -jar target/carillon\\.jar (receive .*)\n```\n");
    private static final Pattern OUTPUT = Pattern.compile("\n<!-- output: receiver -->\n```\n(.*?)\n```\n", Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile("    ([a-z-]+): (.*)");

    private String session;

    @BeforeEach
    void reads() throws IOException {
        session = Files.readString(Path.of("src/docs/first-webhook.md"));
    }

    @Test
    void theReceiverListensWhereTheEndpointIs() {
        List<String> command = List.of(found(COMMAND).split(" "));
        Options options = new Options(command.subList(1, command.size()), List.of("--port"));
        assertThat(session, containsString("\"url\":\"http://127.0.0.1:" + options.number("--port", 0, 1, 65_535) + "/hook\""));
        assertThat(session, not(containsString("nc -l")));
    }

    @Test
    void theWebhookIsShownAsTheReceiverPrintsIt() throws Exception {
        List<String> shown = found(OUTPUT).lines().toList();
        try (RunningCommand command = new RunningCommand(Map.of(), "receive", "--port", "0")) {
            String listening = command.lines.await(line -> line.startsWith("Listening on 127.0.0.1:"));
            HttpRequest.Builder request = HttpRequest.newBuilder(
                    URI.create("http://" + listening.replaceAll("Listening on |\\. .*", "") + "/hook"));
            for (String line : shown.subList(1, shown.indexOf(""))) {
                Matcher header = HEADER.matcher(line);
                assertThat(line, header.matches(), is(true));
                request.header(header.group(1), header.group(2));
            }
            String body = String.join("", shown.subList(shown.indexOf(""), shown.size())).replace(" ", "");
            HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            client.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding());
            assertThat(command.lines.all().subList(1, 1 + shown.size()), is(shown));
        }
    }

    private String found(Pattern block) {
        Matcher matcher = block.matcher(session);
        assertThat(block.pattern(), matcher.find(), is(true));
        return matcher.group(1);
    }
}
