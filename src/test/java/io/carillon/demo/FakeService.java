package io.carillon.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.local.SignedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of the service's API as the demonstration uses, over a real socket, with lists of one item per page. */
final class FakeService implements AutoCloseable {

    static final String KEY = "ck_test";

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> changes = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final HttpServer server;
    private volatile int changesStatus = 202;
    private volatile int consoleStatus = 201;

    FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        server.createContext("/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    FakeService refusingChanges(int status) {
        changesStatus = status;
        return this;
    }

    FakeService withoutConsole() {
        consoleStatus = 409;
        return this;
    }

    /** An application that is not the demonstration's, on the first page. */
    FakeService withAnotherApplication() {
        lists.put("/applications", new ArrayList<>(List.of("{\"id\":\"app_other\",\"name\":\"Other\"}")));
        return this;
    }

    List<String> listed(String path) {
        return lists.getOrDefault(path, List.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Reply reply = reply(exchange, exchange.getRequestURI().getPath().replace("/api/v1", ""), body);
            byte[] bytes = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply reply(HttpExchange exchange, String path, String body) {
        String request = exchange.getRequestMethod() + " " + path;
        if (path.equals("/health/ready")) {
            return new Reply(200, "{}");
        }
        if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Reply(401, "{\"detail\":\"Who is there?\"}");
        }
        requests.add(request);
        if (request.equals("POST /changes")) {
            changes.add(body);
            return new Reply(changesStatus, "{\"accepted\":1}");
        }
        if (request.equals("POST /portal-links")) {
            return consoleStatus == 201 ? new Reply(201, "{\"id\":\"pl_1\",\"url\":\"" + base() + "console/enter#c=x\"}")
                    : new Reply(consoleStatus, "{\"detail\":\"There is no console.\"}");
        }
        if (request.endsWith("/secret")) {
            return new Reply(200, "{\"secret\":\"" + SignedRequest.SECRET + "\"}");
        }
        return switch (exchange.getRequestMethod()) {
            case "GET" -> page(path, exchange.getRequestURI().getQuery());
            case "POST" -> path.endsWith("/enable") ? new Reply(200, "{}") : create(path, body);
            default -> replace(path, body);
        };
    }

    private Reply page(String path, String query) {
        List<String> items = listed(path);
        int at = query != null && query.startsWith("cursor=") ? Integer.parseInt(query.substring(8)) : 0;
        String next = at + 1 < items.size() ? ",\"nextCursor\":\"+" + (at + 1) + "\"" : "";
        String item = at < items.size() ? items.get(at) : "";
        return new Reply(200, "{\"items\":[" + item + "]" + next + "}");
    }

    private Reply create(String path, String body) {
        List<String> items = lists.computeIfAbsent(path, key -> new ArrayList<>());
        if (path.equals("/organizations") && !items.isEmpty()) {
            return new Reply(409, "{\"detail\":\"There is one already.\"}");
        }
        String item = "{\"id\":\"" + path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('/') + 3) + "_"
                + items.size() + "\"," + body.substring(1);
        items.add(item);
        return new Reply(201, item);
    }

    private Reply replace(String path, String body) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("/endpoints/")) {
            lists.values().forEach(items -> items.replaceAll(item -> item.startsWith("{\"id\":\"" + id + "\"")
                    ? "{\"id\":\"" + id + "\"," + body.substring(1) : item));
        }
        return new Reply(200, "{}");
    }

    private record Reply(int status, String body) {
    }
}
