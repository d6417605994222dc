package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SmallDisk;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of a single process is full for a while: it says so, loses nothing, and is well again without a restart. */
@Tag("long")
class FullDiskIT {

    private static final int MEGABYTES = 600;
    private static final Duration FULL_FOR = Duration.ofSeconds(45);

    @TempDir
    Path folder;

    @Test
    void whenThereIsRoomAgainEverythingWorksAgain() throws Exception {
        Optional<SmallDisk> small = SmallDisk.in(folder.resolve("disk"), MEGABYTES);
        assumeTrue(small.isPresent(), "no small file system can be mounted here");
        try (SmallDisk disk = small.get();
                Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder,
                        Map.of("CARILLON_HOME", disk.folder().resolve("home").toString())).start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            Set<String> accepted = new HashSet<>();
            post(scenario, "before", accepted);
            endpoint.awaitReceived(1);
            long logged = carillon.log().length();

            disk.fill();
            await("unready").atMost(Duration.ofSeconds(10)).until(() -> !carillon.api().isReady());
            String reasons = carillon.api().root("/health/ready").body();
            assertThat(reasons, containsString("The disk is nearly full."));
            long start = System.nanoTime();
            for (int i = 0; System.nanoTime() - start < FULL_FOR.toNanos(); i++) {
                post(scenario, "full " + i, accepted);
                assertUnavailable(carillon.api().get("/organizations"));
                assertHealthAnswersAtOnce(carillon.api());
            }
            assertThat("bytes of log", carillon.log().length() - logged, is(lessThan(200_000L)));

            disk.free();
            await("ready").atMost(Duration.ofSeconds(60)).until(() -> carillon.api().isReady());
            post(scenario, "after", accepted);
            assertArrive(accepted, endpoint, carillon);
            assertThat(accepted.contains("after"), is(true));
            assertThat(traceFiles(disk.folder()), is(0L));
        }
    }

    /** While the disk is full a change is accepted or refused, but never half of both. */
    private static void post(Scenario scenario, String id, Set<String> accepted) {
        HttpResponse<String> answer = scenario.tryToPost(scenario.aChange("team", "update", id));
        if (answer.statusCode() == 202) {
            accepted.add(id);
        } else {
            assertThat(answer.body(), answer.statusCode(), is(503));
        }
    }

    private static void assertArrive(Set<String> accepted, Endpoint endpoint, CarillonProcess carillon) {
        try {
            await("what was accepted").atMost(Duration.ofSeconds(60)).until(() -> ids(endpoint).containsAll(accepted));
        } catch (ConditionTimeoutException e) {
            Set<String> missing = new TreeSet<>(accepted);
            missing.removeAll(ids(endpoint));
            throw new AssertionError(missing + " of " + accepted.size() + " did not arrive; the log was\n" + carillon.log(), e);
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.body(), answer.statusCode(), anyOf(is(200), is(503)));
        assertThat(answer.body(), not(containsString("Exception")));
    }

    private static void assertHealthAnswersAtOnce(Api api) {
        long start = System.nanoTime();
        assertThat(api.root("/health/live").statusCode(), is(200));
        assertThat(api.root("/health/ready").statusCode(), is(503));
        assertThat(Duration.ofNanos(System.nanoTime() - start), lessThan(Duration.ofSeconds(2)));
    }

    private static Set<String> ids(Endpoint endpoint) {
        return endpoint.received().stream().map(one -> one.json().get("resourceId").asText()).collect(Collectors.toSet());
    }

    private static long traceFiles(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.toString().endsWith(".trace.db")).count();
        }
    }
}
