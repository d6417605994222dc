package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Browser;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.SlowPost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A node leaves its proxy before it stops: no request fails that was sent while the node was ready, or just after. */
@Isolated // sensitive to the load of other tests
class StopIT {

    private static final int CLIENTS = 4;
    private static final Duration DELAY = Duration.ofSeconds(3);
    private static final String CHANGE =
            "{\"organizationId\":1,\"resourceType\":\"team\",\"resourceOperation\":\"update\",\"resourceId\":\"t\"}";

    @TempDir
    Path folder;

    private volatile boolean sawUnready;

    @Test
    void everyRequestIsAnsweredUntilTheProxyHasTurnedAway() throws Exception {
        ExecutorService clients = Executors.newCachedThreadPool();
        try (CarillonProcess carillon = new CarillonProcess(folder, Map.of("CARILLON_STOP_DELAY", DELAY.toString(),
                "CARILLON_BODY_TIMEOUT", "PT20S")).start()) {
            anOperatorTakesItOutOfServiceAndBack(carillon);
            Api.json(carillon.api().post("/organizations", "{\"id\":1,\"name\":\"O\"}"), 201);
            Queue<String> answers = new ConcurrentLinkedQueue<>();
            List<Future<?>> posts = inEachOf(clients, () -> postUntilUnready(carillon.api(), answers));
            Browser page = Browser.with(carillon.api(), CarillonProcess.OPERATOR_KEY);
            Queue<HttpResponse<String>> shown = new ConcurrentLinkedQueue<>();
            List<Future<?>> pages = inEachOf(clients, () -> askUntilGone(page, shown));
            await().until(() -> answers.size() > 20 && shown.size() > 20);
            try (SlowPost slow = new SlowPost(carillon.api().base(), CarillonProcess.OPERATOR_KEY, CHANGE)) {
                slow.begin();
                CompletableFuture<Duration> stop = CompletableFuture.supplyAsync(carillon::terminate);
                await("unready").atMost(DELAY).until(() -> readiness(carillon.api()).statusCode() == 503);
                assertThat(readiness(carillon.api()).body(), containsString("The node is being stopped."));
                int answered = answers.size();
                await("still answered").atMost(DELAY).until(() -> answers.size() > answered + CLIENTS);
                sawUnready = true;
                for (Future<?> post : posts) {
                    post.get();
                }
                await("the delay is over").until(() -> carillon.log().contains("process.draining"));
                assertThat("refused",
                        isRefused(carillon.api().get("/organizations")) && isRefused(carillon.api().root("/console/")));
                assertThat("begun before the stop, ended after the delay", slow.end(), startsWith("HTTP/1.1 202 "));
                assertThat(stop.get(), is(greaterThan(DELAY)));
                assertThat(stop.get(), is(lessThan(DELAY.plusSeconds(15))));
            }
            for (Future<?> one : pages) {
                one.get();
            }
            whatCameTooLateWasRefused(shown);
            assertThat(answers.stream().filter(answer -> !answer.equals("202")).toList(), is(empty()));
            everyChangeIsCounted(carillon);
        } finally {
            clients.shutdownNow();
        }
    }

    /** Pages of the console go on asking until the server is gone, and parts of it stop before its listener does. */
    private static void whatCameTooLateWasRefused(Queue<HttpResponse<String>> answers) {
        assertThat(answers.stream().filter(answer -> answer.statusCode() != 200 && !isRefused(answer))
                .map(answer -> answer.statusCode() + " " + answer.headers().map() + " " + answer.body()).toList(), is(empty()));
        assertThat(answers.stream().filter(StopIT::isRefused).count(), is(greaterThan(0L)));
    }

    private static List<Future<?>> inEachOf(ExecutorService clients, Runnable work) {
        return IntStream.range(0, CLIENTS).<Future<?>>mapToObj(i -> clients.submit(work)).toList();
    }

    private static void askUntilGone(Browser page, Queue<HttpResponse<String>> answers) {
        boolean isGone = false;
        while (!isGone) {
            try {
                answers.add(page.get("/organizations"));
                answers.add(page.who());
            } catch (UncheckedIOException e) {
                isGone = e.getCause() instanceof ConnectException;
            }
        }
    }

    private static boolean isRefused(HttpResponse<String> answer) {
        return answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent();
    }

    /** The statistics have each change that had an effect, up to the last. */
    private static void everyChangeIsCounted(CarillonProcess stopped) throws SQLException {
        String url = "jdbc:h2:file:" + stopped.home().resolve("database/carillon") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (Connection database = DriverManager.getConnection(url, "carillon", "");
                Statement statement = database.createStatement();
                ResultSet counts = statement.executeQuery("SELECT (SELECT COUNT(*) FROM inbox), (SELECT SUM(applied)"
                        + " FROM change_statistic WHERE grain = 'total-minute')")) {
            counts.next();
            assertThat(counts.getInt(1), is(greaterThan(20)));
            assertThat(counts.getInt(2), is(counts.getInt(1)));
        }
    }

    private void postUntilUnready(Api api, Queue<String> answers) {
        while (!sawUnready) {
            try {
                answers.add(String.valueOf(api.post("/changes", CHANGE).statusCode()));
            } catch (RuntimeException e) {
                answers.add(e.toString());
                return;
            }
        }
    }

    private static HttpResponse<String> readiness(Api api) {
        return api.root("/health/ready");
    }

    private static void anOperatorTakesItOutOfServiceAndBack(CarillonProcess carillon) throws IOException {
        Path file = Files.createFile(carillon.home().resolve("drain"));
        assertThat(readiness(carillon.api()).statusCode(), is(503));
        assertThat(readiness(carillon.api()).body(), containsString("An operator has taken the node out of service."));
        assertThat("it must not be restarted", carillon.api().root("/health/live").statusCode(), is(200));
        HttpResponse<String> answer = carillon.api().get("/organizations");
        assertThat(answer.statusCode(), is(200));
        assertThat(answer.headers().firstValue("Connection").orElse(""), is("close"));
        Files.delete(file);
        assertThat(readiness(carillon.api()).statusCode(), is(200));
    }
}
