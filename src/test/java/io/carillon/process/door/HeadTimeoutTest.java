package io.carillon.process.door;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.process.door.EchoServer.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code SlowHeadsIT} shows which heads the running service cuts. */
@Timeout(60)
class HeadTimeoutTest {

    private static final int CONNECTIONS = 2_000;
    private static final int REQUESTS = 3;
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n";

    /** A look that stored what it found with the connection, or the default of an attribute, took the request from the server. */
    @Test
    void aLookNeverChangesWhatTheServerIsReading() throws Exception {
        HeadTimeout heads = new HeadTimeout(Duration.ofMinutes(1));
        AtomicBoolean isOver = new AtomicBoolean();
        Thread looks = new Thread(() -> {
            while (!isOver.get()) {
                heads.check();
            }
        });
        looks.start();
        try (EchoServer server = new EchoServer(8_192, new ArrivingBodies(Duration.ofMinutes(1)), heads)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                assertAnswered(server, 1_000 + i);
            }
        } finally {
            isOver.set(true);
            looks.join();
        }
    }

    private static void assertAnswered(EchoServer server, int number) throws IOException {
        try (Client client = server.connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                String body = String.valueOf(number + i);
                client.send(HEAD);
                client.send(body);
                String status = client.next("HTTP/1.1 200 OK\r\n".length());
                assertThat(status, is("HTTP/1.1 200 OK\r\n"));
                String rest = status;
                while (!rest.contains("\r\n\r\n")) {
                    rest += client.next(1);
                }
                assertThat(client.next(body.length()), is(body));
            }
        }
    }
}
