package io.carillon.demo;

import static io.carillon.local.SignedRequest.SECRET;
import static io.carillon.local.SignedRequest.aSignedRequest;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.local.Lines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {

    private static final String THIN_BODY = "{\"organizationId\":12345,\"resourceOperation\":\"create\","
            + "\"resourceId\":\"ab9f4201-4ef4-4a02-946f-81c3399959a2\",\"resourceType\":\"team\"}";
    private static final String FULL_BODY = "{\"id\":\"wh_1234567890abcdef\",\"type\":\"score.updated\","
            + "\"created\":\"2025-06-09T10:30:00Z\",\"data\":{\"leaderboard_id\":\"lb_987654321\","
            + "\"participant_id\":\"pt_555666777\",\"old_score\":850,\"new_score\":950,"
            + "\"rank_change\":{\"old_rank\":5,\"new_rank\":3}},\"meta\":{\"webhook_url\":\"https://x.example/\","
            + "\"delivery_attempt\":1,\"api_version\":\"1.0\"}}";

    private final Lines lines = new Lines();
    private Receiver receiver;
    private String thin;
    private String full;

    @BeforeEach
    void listens() throws IOException {
        receiver = Receiver.start(lines.terminal(), Lines.CLOCK, new Summary(lines.terminal(), Lines.CLOCK));
        receiver.trust(SampleEndpoint.THIN, SECRET);
        receiver.trust(SampleEndpoint.FULL, SECRET);
        thin = receiver.urlOf(SampleEndpoint.THIN);
        full = receiver.urlOf(SampleEndpoint.FULL);
    }

    @AfterEach
    void stops() {
        receiver.stop();
    }

    @Test
    void tellsAThinWebhookInOneLine() throws Exception {
        assertThat(aSignedRequest(THIN_BODY).postTo(thin), is(200));

        assertThat(lines.all(), contains(
                "10:30:00  ✔ coalesced  team ab9f…               create              wh_1234…cdef"));
    }

    @Test
    void tellsAFullWebhookInOneLine() throws Exception {
        assertThat(aSignedRequest(FULL_BODY).postTo(full), is(200));

        assertThat(lines.all(), contains("10:30:00  ✔ instant    score.updated        pt_5556…  850 → 950     "
                + "wh_1234…cdef"));
    }

    @Test
    void tellsASummaryAndARepeatedAttempt() throws Exception {
        String body = FULL_BODY.replace("\"delivery_attempt\":1,", "\"delivery_attempt\":3,\"changes\":4,");

        assertThat(aSignedRequest(body).postTo(full), is(200));

        assertThat(lines.all(), contains("10:30:00  ✔ instant    score.updated        attempt 3  changes 4 …  wh_1234…cdef"));
        assertThat(lines.all().get(0).length(), lessThanOrEqualTo(80));
    }

    @Test
    void refusesAWrongSecretAndSaysWhy() throws Exception {
        assertThat(aSignedRequest(THIN_BODY).with("whsec_BBECAwQFBgcICQoLDA0ODxAREhMUFRYX").postTo(thin), is(401));

        assertThat(lines.all(), contains(
                "10:30:00  ✘ coalesced  wh_1234…cdef  rejected: webhook-signature does not match"));
    }

    @Test
    void refusesARequestWithoutAnyHeader() throws Exception {
        var bare = HttpRequest.newBuilder(URI.create(full)).POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(bare), is(401));

        assertThat(lines.all(), contains(allOf(startsWith("10:30:00  ✘ instant"), containsString("without id"))));
    }

    @Test
    void refusesEverythingUntilItKnowsTheSecret() throws Exception {
        Receiver young = Receiver.start(lines.terminal(), Lines.CLOCK,
                new Summary(lines.terminal(), Lines.CLOCK));

        assertThat(aSignedRequest(THIN_BODY).postTo(young.urlOf(SampleEndpoint.THIN)), is(401));

        young.stop();
        assertThat(lines.all(), contains(containsString("not known yet")));
    }

    @Test
    void takesASignedBodyThatIsNoJson() throws Exception {
        assertThat(aSignedRequest("Hello").postTo(thin), is(200));

        assertThat(lines.all(), contains(containsString("a body that is not JSON")));
    }

    @Test
    void letsNoControlCharacterThrough() throws Exception {
        String body = THIN_BODY.replace("12345", "\"\\u001b[2J\\n\"");

        assertThat(aSignedRequest(body).postTo(thin), is(200));

        assertThat(lines.all(), contains(not(containsString("\u001b"))));
    }

    @Test
    void onePathIsDown() throws Exception {
        assertThat(aSignedRequest(FULL_BODY).postTo(receiver.urlOf(SampleEndpoint.DOWN)), is(503));

        assertThat(lines.all(), contains(containsString("down on purpose")));
    }

    @Test
    void answersOnlyToPost() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(full)).GET()), is(405));

        assertThat(lines.all(), is(empty()));
    }

    private static int send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
