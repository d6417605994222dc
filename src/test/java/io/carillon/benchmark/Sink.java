package io.carillon.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The receiver: fast, on a free port of the loopback interface, with one {@link Hook} for each path. */
final class Sink implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private final HttpServer server = vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(2_000))
            .requestHandler(this::receive)
            .listen().toCompletionStage().toCompletableFuture().join();

    /** A new path that answers 200 at once and keeps an account of what came. */
    Hook hook() {
        String path = "/hook-" + names.incrementAndGet();
        return hooks.computeIfAbsent(path, Hook::new);
    }

    /** {@code hook}'s URL; what follows the path is for telling endpoints apart. */
    String urlOf(Hook hook) {
        return base() + hook.path() + "/" + names.incrementAndGet();
    }

    /** A URL whose receiver behaves as {@code manners} says. */
    String urlOf(Manners manners) {
        return base() + "/" + manners.name() + "/" + names.incrementAndGet();
    }

    private String base() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void receive(HttpServerRequest request) {
        String path = request.path().substring(0, request.path().indexOf('/', 1));
        Hook hook = hooks.get(path);
        if (hook == null) {
            Manners.valueOf(path.substring(1)).answer(request, vertx);
            return;
        }
        request.body().onSuccess(body -> {
            hook.received(request.path(), request.headers(), body.getBytes(), System.nanoTime());
            request.response().end();
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
