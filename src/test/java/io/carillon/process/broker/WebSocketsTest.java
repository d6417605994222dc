package io.carillon.process.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web page that is open in a browser on the same machine reaches the port, and is not a producer. */
class WebSocketsTest {

    private static final byte[] MQTT_CONNECT = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 'a'};

    @TempDir
    Path home;

    @Test
    void nothingIsTakenFromAWebSocket() throws Exception {
        try (ProducersPort port = new ProducersPort(home)) {
            assertEnds(port, "v12.stomp", "CONNECT\naccept-version:1.2\nhost:x\n\n\0SEND\ndestination:carillon.changes\n\n{}\0"
                    .getBytes(UTF_8));
            assertEnds(port, "mqtt", MQTT_CONNECT);
            assertThat(port.queued(), empty());
        }
    }

    /** Sends {@code frame}, upon which the broker must end the connection. */
    private static void assertEnds(ProducersPort port, String protocol, byte[] frame) throws Exception {
        End end = new End();
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols(protocol)
                .buildAsync(URI.create(port.url().replace("tcp:", "ws:") + "/"), end).get(20, TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(frame), true);
        end.came.get(20, TimeUnit.SECONDS);
    }

    private static final class End implements WebSocket.Listener {

        private final CompletableFuture<Boolean> came = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            came.complete(true);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            came.completeExceptionally(new AssertionError("an answer: " + UTF_8.decode(data)));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            came.complete(true);
        }
    }
}
