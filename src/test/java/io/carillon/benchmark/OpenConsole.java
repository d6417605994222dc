package io.carillon.benchmark;

import io.carillon.blackbox.support.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What an open overview of the console reads: the stream of deliveries, and every five seconds what its cards show. */
final class OpenConsole implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int SECONDS = 5;
    private static final List<String> CARDS = List.of("/status", "/statistics/deliveries?by=outcome", "/statistics/changes",
            "/endpoints?standing=failing&limit=20", "/deliveries?limit=50");

    private final Api api;
    private final ScheduledExecutorService refreshing = Executors.newScheduledThreadPool(2);
    private final HttpResponse<InputStream> stream;
    private final AtomicInteger answers = new AtomicInteger();
    private volatile Throwable failure;
    private volatile boolean closing;

    OpenConsole(Api api) {
        this.api = api;
        try {
            stream = HTTP.send(api.request("/stream").header("Accept", "text/event-stream").GET().build(),
                    BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new VoidRun("no stream", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (stream.statusCode() != 200) {
            throw new VoidRun("the stream answered " + stream.statusCode());
        }
        refreshing.execute(this::read);
        refreshing.scheduleAtFixedRate(this::refresh, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            stream.body().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // closed by this side
        }
    }

    private void refresh() {
        try {
            for (String card : CARDS) {
                Api.json(api.get(card), 200);
                answers.incrementAndGet();
            }
        } catch (AssertionError | RuntimeException e) {
            failure = closing ? failure : e;
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        refreshing.shutdownNow();
        stream.body().close();
        if (failure != null || answers.get() < CARDS.size()) {
            throw new VoidRun("a console was not answered: " + failure);
        }
    }
}
