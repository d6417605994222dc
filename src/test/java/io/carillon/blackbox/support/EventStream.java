package io.carillon.blackbox.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of server-sent events; it collects deliveries, and events without a name, until it is closed. */
public final class EventStream implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final List<JsonNode> events = new ArrayList<>();
    private String lastId;
    private String name;
    private boolean ended;

    /** Connects; {@code lastId} may be null. */
    public EventStream(Api api, String path, String lastId) {
        this(lastId == null ? api.request(path) : api.request(path).header("Last-Event-ID", lastId));
    }

    /** Connects with a request that names its caller in another way. */
    public EventStream(HttpRequest.Builder request) {
        try {
            response = HTTP.send(request.header("Accept", "text/event-stream").GET().build(), BodyHandlers.ofInputStream());
            BufferedReader reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            if (response.statusCode() == 200 && reader.readLine() == null) {
                throw new IOException("the stream ended at once");
            }
            Thread thread = new Thread(() -> read(reader), "event stream");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(BufferedReader reader) {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // closed by this side
        }
        synchronized (this) {
            ended = true;
        }
    }

    private synchronized void take(String line) {
        if (line.isEmpty()) {
            name = null;
        } else if (line.startsWith("event: ")) {
            name = line.substring(7);
        } else if (line.startsWith("id: ")) {
            lastId = line.substring(4);
        } else if (line.startsWith("data: ") && (name == null || "delivery".equals(name))) {
            events.add(Api.json(line.substring(6)));
        }
    }

    public int status() {
        return response.statusCode();
    }

    /** The newest event; null if there is none. */
    public synchronized JsonNode last() {
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }

    /** The values of one member of all events, in their order. */
    public synchronized List<String> values(String member) {
        return events.stream().map(event -> event.get(member).asText()).toList();
    }

    public synchronized String lastId() {
        return lastId;
    }

    public synchronized boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
