package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Browser;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.DiffersOn;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.SlowPost;
import io.carillon.blackbox.support.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that do not arrive keep no thread of the server waiting, and no other caller. */
@SharedService
@Isolated // sensitive to the load of other tests
@DiffersOn(value = {"liberty", "wildfly"}, because = "a proxy must collect requests in front of it")
class SlowBodiesIT {

    private static final int BODIES = 300;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({"one key,false,422", "one key,true,422", "many keys,false,401", "many keys,true,401", "no key,false,401",
        "no key,true,401"})
    void whatIsSlowDelaysNothingElse(String callers, boolean chunked, int status, Service service, Scenario scenario)
            throws IOException {
        Api other = Tenant.keyOf(service.api(), "producer");
        Api slow = Tenant.keyOf(service.api(), "producer");
        List<SlowPost> posts = new ArrayList<>();
        try {
            for (int i = 0; i < BODIES; i++) {
                String caller = switch (callers) {
                    case "one key" -> slow.key();
                    case "many keys" -> "ck_" + i;
                    default -> null;
                };
                SlowPost post = new SlowPost(service.api().base(), caller, "[0,0]").chunked(chunked);
                posts.add(post);
                post.begin();
            }
            String change = scenario.aChange("team", "update", "fast");
            for (int i = 0; i < 3; i++) {
                assertThat(inTime(() -> service.api().root("/health/live").statusCode()), is(200));
                assertThat(inTime(() -> service.api().root("/health/ready").statusCode()), is(200));
                assertThat(inTime(() -> other.post("/changes", change).statusCode()), is(202));
                assertThat(inTime(() -> slow.post("/changes", change).statusCode()), is(202));
            }
            List<String> answers = new ArrayList<>();
            for (SlowPost post : posts) {
                answers.add(post.end());
            }
            assertThat(answers, everyItem(anyOf(startsWith("HTTP/1.1 " + status), startsWith("HTTP/1.1 408"))));
        } finally {
            for (SlowPost post : posts) {
                post.close();
            }
        }
    }

    /** What the pages of the console send, without a key. */
    @ParameterizedTest
    @CsvSource({"POST /api/v1/portal-links/redeem,404", "POST /console/session,400", "POST /api/v1/explanations/dry-run,200"})
    void pagesOfTheConsoleDelayNothingElse(String request, int status, Service service) throws IOException {
        String session = Browser.with(service.api(), CarillonProcess.OPERATOR_KEY).cookie();
        List<SlowPost> posts = new ArrayList<>();
        try {
            for (int i = 0; i < BODIES; i++) {
                SlowPost post = new SlowPost(service.api().base(), null, "{\"code\":\"" + "x".repeat(43) + "\"}").to(request)
                        .header("X-Carillon-Console", "1").header("Cookie", session).chunked(i % 2 == 0);
                posts.add(post);
                post.begin();
            }
            for (int i = 0; i < 3; i++) {
                assertThat(inTime(() -> service.api().root("/health/live").statusCode()), is(200));
            }
            for (SlowPost post : posts) {
                assertThat(post.end(), anyOf(startsWith("HTTP/1.1 " + status), startsWith("HTTP/1.1 408"),
                        startsWith("HTTP/1.1 429")));
            }
        } finally {
            for (SlowPost post : posts) {
                post.close();
            }
        }
    }

    /** The server uses the objects of a request again when it is over; it must not be over twice. */
    @Test
    void aBodyThatBreaksDisturbsNoOther(Service service) throws IOException {
        for (int i = 0; i < BODIES; i++) {
            try (SlowPost broken = aRequest(service, "POST /api/v1/changes", true);
                    SlowPost late = aRequest(service, "POST /api/v1/changes", i % 2 == 0)) {
                broken.begin();
                late.begin();
                assertThat(broken.endBroken(), startsWith("HTTP/1.1 400"));
                assertThat(late.end(), startsWith("HTTP/1.1 422"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/v1/changes", "POST /api/v1/rejected-messages/requeue?reasn=x", "FOO /api/v1/changes",
        "PUT /api/v1/organizations/a%3Fb", "PUT /api/v1/organizations/5%25;a=b?x=%2B&y=a%26b", "POST /api/v1/nothing%20here",
        "PATCH /api/v1/organizations/0", "DELETE /api/v1/endpoints/none", "GET /api/v1/event-types?limit=1",
        "GET /api/v1/event-types?limt=1", "POST //api/v1/changes", "POST /health/live"})
    void aRequestIsTheSameWhenItsBodyComesLate(String request, Service service) throws IOException {
        for (boolean chunked : new boolean[] {false, true}) {
            try (SlowPost late = aRequest(service, request, chunked); SlowPost whole = aRequest(service, request, chunked)) {
                late.begin();
                assertThat(late.end(), is(whole.whole()));
            }
        }
    }

    private static SlowPost aRequest(Service service, String request, boolean chunked) throws IOException {
        return new SlowPost(service.api().base(), CarillonProcess.OPERATOR_KEY, "[0]").to(request).chunked(chunked);
    }

    private interface Call {
        int status();
    }

    private static int inTime(Call call) {
        long start = System.nanoTime();
        int status = call.status();
        assertThat(Duration.ofNanos(System.nanoTime() - start), is(lessThan(LIMIT)));
        return status;
    }
}
