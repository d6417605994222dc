package io.carillon.blackbox.support;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.StompClient;
import io.vertx.ext.stomp.StompClientConnection;
import io.vertx.ext.stomp.StompClientOptions;
import java.util.HashMap;
import java.util.Map;

/** STOMP, with the client of Vert.x. */
public final class StompProducer implements Producer {

    private final Vertx vertx;
    private final StompClientConnection connection;

    public StompProducer(int port) throws Exception {
        // [stomp-connect]
        Vertx vertx = Vertx.vertx();
        StompClientOptions options = new StompClientOptions().setHost("127.0.0.1").setPort(port);
        StompClientConnection connection = StompClient.create(vertx, options).connect()
                .toCompletionStage().toCompletableFuture().get(10, SECONDS);
        // [/stomp-connect]
        this.vertx = vertx;
        this.connection = connection;
    }

    @Override
    public void sendText(String changes) throws Exception {
        // [stomp-text]
        connection.send("carillon.changes", Buffer.buffer(changes)).toCompletionStage().toCompletableFuture().get(10, SECONDS);
        // [/stomp-text]
    }

    @Override
    public void sendBytes(byte[] changes) throws Exception {
        // [stomp-bytes]
        Map<String, String> headers = new HashMap<>(Map.of("content-length", String.valueOf(changes.length)));
        connection.send("carillon.changes", headers, Buffer.buffer(changes))
                .toCompletionStage().toCompletableFuture().get(10, SECONDS);
        // [/stomp-bytes]
    }

    @Override
    public void close() throws Exception {
        connection.disconnect().toCompletionStage().toCompletableFuture().get(10, SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
