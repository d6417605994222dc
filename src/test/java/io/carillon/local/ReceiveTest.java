package io.carillon.local;

import static io.carillon.local.SignedRequest.SECRET;
import static io.carillon.local.SignedRequest.aSignedRequest;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReceiveTest {

    private static final String ANOTHER = "whsec_BBECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)\\. .*");

    private static String url(RunningCommand command) {
        Matcher line = LISTENING.matcher(command.lines.await(LISTENING.asMatchPredicate()));
        assertThat(line.matches(), is(true));
        return "http://127.0.0.1:" + line.group(1) + "/hook";
    }

    private static RunningCommand withSecrets(String... secrets) {
        String[] arguments = {"receive", "--port", "0", "--secret=" + secrets[0], "--secret=" + secrets[secrets.length - 1]};
        return new RunningCommand(Map.of(), arguments);
    }

    @Test
    void printsAWebhookAndSaysThatItsSignaturesAreValid() throws Exception {
        try (RunningCommand command = withSecrets(SECRET)) {
            assertThat(aSignedRequest("{\"a\":[1,\"x\"]}").postTo(url(command)), is(200));
            command.lines.await("    }"::equals);
            assertThat(command.lines.all(), hasItems("10:30:00  ✔ POST /hook  signatures valid → 200",
                    "    webhook-id: " + SignedRequest.ID, "    webhook-timestamp: " + SignedRequest.NOW,
                    "    {", "      \"a\": [", "        1,", "        \"x\"", "      ]"));
            assertThat(command.lines.all().toString(), not(containsString("content-length")));
        }
    }

    @Test
    void refusesAWrongSignatureAndSaysWhatIsWrong() throws Exception {
        try (RunningCommand command = withSecrets(ANOTHER)) {
            assertThat(aSignedRequest("{}").postTo(url(command)), is(401));
            assertThat(command.lines.all(), hasItem("10:30:00  ✘ POST /hook  webhook-signature does not match → 401"));
            assertThat(aSignedRequest("{}").with(ANOTHER).at(SignedRequest.NOW - 301).postTo(url(command)), is(401));
            assertThat(command.lines.all(),
                    hasItem("10:30:00  ✘ POST /hook  webhook-timestamp is more than 5 minutes off → 401"));
        }
    }

    @Test
    void takesAnyOfSeveralSecrets() throws Exception {
        try (RunningCommand command = withSecrets(ANOTHER, SECRET)) {
            assertThat(aSignedRequest("{}").postTo(url(command)), is(200));
            assertThat(aSignedRequest("{}").with(ANOTHER).postTo(url(command)), is(200));
        }
    }

    @Test
    void theSecretMayComeFromTheEnvironment() throws Exception {
        try (RunningCommand command = new RunningCommand(Map.of("WEBHOOK_SECRET", SECRET), "receive", "--port", "0")) {
            assertThat(aSignedRequest("{}").with(ANOTHER).postTo(url(command)), is(401));
            assertThat(aSignedRequest("{}").postTo(url(command)), is(200));
        }
    }

    @Test
    void withoutASecretNothingIsRefusedAndTheAnswerIsAsAsked() throws Exception {
        try (RunningCommand command = new RunningCommand(Map.of(), "receive", "--port", "0", "--status", "503",
                "--delay", "PT0.05S")) {
            assertThat(post(url(command), "no JSON\u001b[2J"), is(503));
            assertThat(command.lines.all(), hasItems("10:30:00  • POST /hook  signatures not verified → 503", "    no JSON [2J"));
            command.lines.await(line -> line.contains("Signatures are not verified"));
        }
    }

    @Test
    void takesOnlyPostsAndNoBodyWithoutEnd() throws Exception {
        try (RunningCommand command = new RunningCommand(Map.of(), "receive", "--port", "0")) {
            assertThat(send(HttpRequest.newBuilder(URI.create(url(command))).GET()), is(405));
            assertThat(post(url(command), "x".repeat(ReceivedWebhook.MOST_BYTES)), is(200));
            assertThat(post(url(command), "x".repeat(ReceivedWebhook.MOST_BYTES + 1)), is(413));
            assertThat(command.lines.all(), hasItems("10:30:00  ✘ GET /hook  not a POST → 405",
                    "10:30:00  ✘ POST /hook  the body is longer than 2 MB → 413"));
        }
    }

    private static int post(String url, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)));
    }

    private static int send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
