package io.carillon.blackbox.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** A real HTTP receiver on a free port that keeps a journal; each path is an endpoint with behaviour of its own. */
public final class Receiver implements AutoCloseable {

    private static final AtomicInteger PATHS = new AtomicInteger();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Queue<Received>> journal = new ConcurrentHashMap<>();
    private final Map<String, Function<Received, Answer>> behaviours = new ConcurrentHashMap<>();

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** A new path that answers as {@code behaviour} says. */
    public String newUrl(Function<Received, Answer> behaviour) {
        String path = "/hook-" + PATHS.incrementAndGet();
        journal.put(path, new ConcurrentLinkedQueue<>());
        behaviours.put(path, behaviour);
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What {@code url} has received up to now, in order. */
    public List<Received> received(String url) {
        return List.copyOf(journal.get(url.substring(url.lastIndexOf('/'))));
    }

    /** Empties the journal of {@code url} and hands out what stood in it. */
    public List<Received> take(String url) {
        Queue<Received> kept = journal.get(url.substring(url.lastIndexOf('/')));
        return Stream.generate(kept::poll).takeWhile(Objects::nonNull).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Received received = new Received(exchange.getRequestMethod(),
                    HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), System.nanoTime());
            journal.get(path).add(received);
            Answer answer = behaviours.get(path).apply(received);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            if (answer.status() > 0) {
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** One request as it arrived. */
    public record Received(String method, HttpHeaders headers, String body, long nanoTime) {

        public String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        /** The headers with {@code webhook-} where they have {@code prefix}, as libraries know them. */
        public HttpHeaders renamed(String prefix) {
            Map<String, List<String>> renamed = new HashMap<>();
            headers.map().forEach((name, values) ->
                    renamed.put(name.toLowerCase(Locale.ROOT).replace(prefix, "webhook-"), values));
            return HttpHeaders.of(renamed, (name, value) -> true);
        }

        public JsonNode json() {
            return Api.json(body);
        }
    }

    /** What to answer; status 0 drops the connection without a word. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer status(int status) {
            return new Answer(status, Map.of(), "");
        }

        /** 200, once {@code latch} is open; not longer than half a minute. */
        public static Answer after(CountDownLatch latch) {
            try {
                latch.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return status(200);
        }

        public static Answer dropConnection() {
            return status(0);
        }
    }
}
