package io.carillon.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** As much of the service's API as {@code listen} uses, over a real socket, with one endpoint. */
final class FakeDeliveries implements AutoCloseable {

    static final String KEY = "ck_test";
    static final String ENDPOINT = "ep_1";
    static final String SIGNED_AT = "2025-06-09T10:30:00Z";
    private static final String CUT = "cut";

    /** Paths with their queries, and the last event that the client had. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    final NavigableMap<String, String> deliveries = new ConcurrentSkipListMap<>();
    volatile String capabilities = "\"view\",\"secrets\"";
    volatile String key = KEY;
    volatile String startedAt = SIGNED_AT;
    volatile int streamStatus = 200;
    volatile int requestStatus = 200;
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeDeliveries() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static String id(int number) {
        return "dl_%032x".formatted(number);
    }

    /** Writes or changes a delivery without showing it in the stream. */
    String write(int number, String status, int attempts) {
        String document = """
                {"id":"%s","messageId":"wh_%d","endpointId":"%s","eventType":"team.updated","resourceId":"t%d",\
                "status":"%s","attempts":%d}""".formatted(id(number), number, ENDPOINT, number, status, attempts);
        deliveries.put(id(number), document);
        return document;
    }

    /** Writes or changes a delivery and shows it in the stream. */
    void show(int number, String status, int attempts) {
        events.add("event: delivery\nid: " + id(number) + "\ndata: " + write(number, status, attempts) + "\n\n");
    }

    /** Ends the stream that is open, once it has shown what there is. */
    void cut() {
        events.add(CUT);
    }

    @Override
    public void close() {
        cut();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
        String lastId = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        requests.add(lastId == null ? path : path + " after " + lastId);
        try (exchange) {
            if (!("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "{\"detail\":\"The key is not valid.\"}");
            } else if (path.startsWith("/stream") && streamStatus == 200) {
                stream(exchange, lastId);
            } else {
                Map.Entry<Integer, String> answer = answer(path);
                answer(exchange, answer.getKey(), answer.getValue());
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Like the service, it begins before the last event, so that events come twice. */
    private void stream(HttpExchange exchange, String lastId) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        StringBuilder start = new StringBuilder("retry: 2000\n: \n\n");
        if (lastId != null) {
            deliveries.values().forEach(document -> start.append("event: delivery\ndata: ").append(document).append("\n\n"));
        }
        write(exchange, start.toString());
        try {
            for (String event = events.take(); !event.equals(CUT); event = events.take()) {
                write(exchange, event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    private Map.Entry<Integer, String> answer(String path) {
        if (path.equals("/me")) {
            return Map.entry(200, "{\"name\":\"test\",\"capabilities\":[" + capabilities + "]}");
        }
        if (path.startsWith("/stream")) {
            return Map.entry(streamStatus, "{\"detail\":\"There is no place.\"}");
        }
        if (path.equals("/endpoints/" + ENDPOINT)) {
            return Map.entry(200, "{\"status\":\"inactive\"}");
        }
        if (path.equals("/endpoints/" + ENDPOINT + "/headers")) {
            return Map.entry(200, "{\"headers\":{\"X-Team\":\"rowers\"}}");
        }
        if (path.contains("/request?")) {
            return Map.entry(requestStatus, requestStatus == 200 ? request(path) : "{\"detail\":\"It is not shown.\"}");
        }
        if (path.startsWith("/deliveries?")) {
            return Map.entry(200, page(path));
        }
        String one = deliveries.get(path.substring(path.lastIndexOf('/') + 1));
        return one == null ? Map.entry(404, "{\"detail\":\"Not found.\"}") : Map.entry(200, one);
    }

    /** A page has two deliveries. */
    private String page(String path) {
        String cursor = parameter(path, "cursor");
        String after = cursor == null ? parameter(path, "after") : cursor;
        NavigableMap<String, String> rows = after == null ? new TreeMap<>(deliveries).descendingMap()
                : deliveries.tailMap(after, false);
        List<String> ids = rows.keySet().stream().limit(2).toList();
        String next = after != null && rows.size() > 2 ? "\"" + ids.get(1) + "\"" : "null";
        return "{\"items\":[" + String.join(",", ids.stream().map(rows::get).toList()) + "],\"nextCursor\":" + next + "}";
    }

    private static String parameter(String path, String name) {
        return List.of(path.split("[?&]")).stream().filter(part -> part.startsWith(name + "=")).findFirst()
                .map(part -> part.substring(name.length() + 1)).orElse(null);
    }

    private String request(String path) {
        boolean isNext = path.endsWith("attempt=next");
        boolean isSigned = capabilities.contains("secrets");
        return """
                {"attempt":%s,"startedAt":"%s","signed":%s,"method":"POST","url":"https://example.org/",\
                "headers":{"X-Team":"***","Authorization":"***","webhook-id":"wh_1"%s},\
                "body":"{\\"attempt\\":\\"%s\\"}"}""".formatted(
                isNext ? 9 : 1, isNext ? SIGNED_AT : startedAt, isSigned, isSigned ? ",\"webhook-signature\":\"v1,x\"" : "",
                path.substring(path.indexOf('=') + 1));
    }
}
