package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.blackbox.support.DiffersOn;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.RunningCarillon.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A connection on which the head of a request does not arrive within two seconds is closed, however steadily bytes come in. */
@QuietService
@DiffersOn(value = {"liberty", "wildfly"}, because = "a proxy must collect requests in front of it")
class SlowHeadsIT {

    private static final int CONNECTIONS = 20;
    private static final String HEAD = "HEAD /health/live HTTP/1.1\r\nHost: x\r\n";
    private static final List<String> BEGUN = List.of("GET /", HEAD + "X-Long: ", HEAD + "\r\nGET /",
            HEAD + "\r\n" + HEAD + "X-Long: ",
            "POST /api/v1/changes HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nX-Long: ");

    @Test
    void slowHeadsAreCut(Service service) throws Exception {
        Map<String, List<Socket>> open = new HashMap<>();
        try {
            for (String begun : BEGUN) {
                open.put(begun, new ArrayList<>());
                for (int i = 0; i < CONNECTIONS; i++) {
                    open.get(begun).add(connect(service, begun));
                }
            }
            long start = System.nanoTime();
            Map<String, Long> cut = new HashMap<>();
            while (cut.size() < BEGUN.size() && millisSince(start) < 10_000) {
                TimeUnit.MILLISECONDS.sleep(50);
                open.forEach((begun, sockets) -> {
                    sockets.removeIf(SlowHeadsIT::isClosed);
                    if (sockets.isEmpty()) {
                        cut.putIfAbsent(begun, millisSince(start));
                    }
                });
            }
            assertThat(cut.keySet(), is(Set.copyOf(BEGUN)));
            assertThat(cut.toString(), cut.values(), everyItem(is(allOf(greaterThan(1_500L), lessThan(6_000L)))));
        } finally {
            for (List<Socket> sockets : open.values()) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void aConnectionMayBeIdleForLongerAndAHeadMayComeInPieces(Service service) throws Exception {
        try (Socket socket = connect(service, HEAD + "\r\n")) {
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            assertThat(answer(answers), is("HTTP/1.1 200 OK"));
            TimeUnit.MILLISECONDS.sleep(3_500);
            write(socket, HEAD);
            TimeUnit.MILLISECONDS.sleep(300);
            write(socket, "\r\n");
            assertThat(answer(answers), is("HTTP/1.1 200 OK"));
        }
    }

    private static String answer(BufferedReader answers) throws IOException {
        String status = answers.readLine();
        String line = status;
        while (!line.isEmpty()) {
            line = answers.readLine();
        }
        return status;
    }

    private static Socket connect(Service service, String begun) throws IOException {
        URI base = service.api().base();
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(10_000);
        write(socket, begun);
        return socket;
    }

    /** Drips another byte of the head. */
    private static boolean isClosed(Socket socket) {
        try {
            write(socket, "x");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
