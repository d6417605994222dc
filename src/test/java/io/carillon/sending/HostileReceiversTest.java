package io.carillon.sending;

import static io.carillon.sending.RawReceiver.write;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.carillon.platform.EnumWords;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A zoo of receivers on real sockets. Whatever one does, the attempt ends within the deadline and a second, says what
 * happened, has sent one request, and has kept no more than the first 16 KB.
 */
@Execution(ExecutionMode.CONCURRENT) // waits for receivers of its own
class HostileReceiversTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final byte[] MEGABYTE = "x".repeat(1 << 20).getBytes();
    private static final String BROKEN = "broken";
    private static final String TIMEOUT = "timeout";

    private final Map<String, RawReceiver.Behaviour> zoo = new LinkedHashMap<>();
    private final Map<String, List<String>> outcomes = new LinkedHashMap<>();

    private void species(String name, RawReceiver.Behaviour behaviour, String... outcome) {
        zoo.put(name, behaviour);
        outcomes.put(name, List.of(outcome));
    }

    private void fillZoo() throws IOException {
        species("accepts and is silent", (socket, out) -> sleep(), TIMEOUT);
        species("drips the status line", (socket, out) -> drip(out, OK + "Content-Length: 0\r\n\r\n"), TIMEOUT);
        species("drips headers without end", (socket, out) -> {
            write(out, OK);
            for (int i = 0; ; i++) {
                drip(out, "X-" + i + ": y\r\n");
            }
        }, TIMEOUT);
        species("drips the body", (socket, out) -> {
            write(out, OK + "Content-Length: 1000\r\n\r\n");
            drip(out, "x".repeat(1_000));
        }, "200");
        species("sends headers without end", (socket, out) -> {
            write(out, OK);
            for (int i = 0; ; i++) {
                write(out, "X-" + i + ": y\r\n");
            }
        }, BROKEN);
        species("sends a header line of 64 MB", (socket, out) -> {
            write(out, OK + "X-Long: ");
            flood(out, 64);
        }, BROKEN);
        species("sends a status line of 64 MB", (socket, out) -> {
            write(out, "HTTP/1.1 200 ");
            flood(out, 64);
        }, BROKEN);
        species("sends a body without end", (socket, out) -> {
            write(out, OK + "\r\n");
            flood(out, Integer.MAX_VALUE);
        }, "200");
        species("sends chunks without end", (socket, out) -> {
            write(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
            while (true) {
                write(out, "100000\r\n");
                out.write(MEGABYTE);
                write(out, "\r\n");
            }
        }, "200");
        species("sends bad chunks",
                (socket, out) -> write(out, OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"), "200");
        species("sends a chunk of negative length",
                (socket, out) -> write(out, OK + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n"), "200");
        species("sends chunk extensions without end", (socket, out) -> {
            write(out, OK + "Transfer-Encoding: chunked\r\n\r\n5;");
            flood(out, 64);
        }, "200");
        species("promises more than it sends", (socket, out) -> write(out, OK + "Content-Length: 100\r\n\r\nshort"), "200");
        species("promises a negative length",
                (socket, out) -> write(out, OK + "Content-Length: -1\r\n\r\nbody"), "200");
        species("contradicts itself about the length", (socket, out) ->
                write(out, OK + "Content-Length: 5\r\nContent-Length: 500000000\r\n\r\nhello"), "200");
        byte[] bomb = bomb();
        species("packs a gzip bomb", (socket, out) -> {
            write(out, OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            out.write(bomb);
        }, "200");
        species("redirects in a circle", (socket, out) ->
                write(out, "HTTP/1.1 307 Again\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"), "307");
        species("asks for a password", (socket, out) -> write(out,
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"), "401");
        species("asks to try again", (socket, out) ->
                write(out, "HTTP/1.1 503 Later\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"), "503");
        species("floods with 1xx", (socket, out) -> {
            while (true) {
                write(out, "HTTP/1.1 102 Processing\r\n\r\n");
            }
        }, TIMEOUT, BROKEN);
        species("resets", (socket, out) -> socket.setSoLinger(true, 0), BROKEN);
        species("closes its half", (socket, out) -> {
            socket.shutdownOutput();
            sleep();
        }, BROKEN);
        species("closes without a word", (socket, out) -> out.flush(), BROKEN);
        species("speaks another protocol", (socket, out) -> write(out, "220 mail.example.com ESMTP\r\n"), BROKEN);
        species("sends nothing but zeros", (socket, out) -> {
            while (true) {
                out.write(new byte[8_192]);
            }
        }, BROKEN);
        species("switches protocols", (socket, out) -> {
            write(out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
            sleep();
        }, TIMEOUT, BROKEN, "101");
        species("sets cookies and hangs", (socket, out) -> {
            write(out, OK + "Set-Cookie: a=b\r\n");
            sleep();
        }, TIMEOUT);
    }

    @TestFactory
    List<DynamicTest> everyOneIsBounded() throws IOException {
        fillZoo();
        assertThat(zoo.size() >= 15, is(true));
        return zoo.entrySet().stream().map(species -> DynamicTest.dynamicTest(species.getKey(),
                () -> meet(species.getValue(), outcomes.get(species.getKey())))).toList();
    }

    private static void meet(RawReceiver.Behaviour behaviour, List<String> outcomes) {
        try (RawReceiver receiver = new RawReceiver("127.0.0.1", behaviour); Sending sending = new Sending()) {
            DeliveryResult result = bounded(sending, "http://127.0.0.1:" + receiver.port() + "/");
            String outcome = result instanceof Answered answered ? String.valueOf(answered.status())
                    : EnumWords.of(((NoAnswer) result).reason());
            assertThat(result.toString().substring(0, Math.min(300, result.toString().length())),
                    outcomes.contains(outcome), is(true));
            assertThat("one request on the wire", receiver.requests.get(), is(1));
            assertThat(result instanceof Answered answered ? answered.body().length() : 0, is(lessThanOrEqualTo(16 * 1024)));
        }
    }

    private static DeliveryResult bounded(Sending sending, String url) {
        long start = System.nanoTime();
        DeliveryResult result = sending.to(url);
        int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertThat(millis, is(lessThan(Sending.MOST_MILLIS)));
        return result;
    }

    @Test
    void oneThatNeverAcceptsIsBounded() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket first = new Socket("127.0.0.1", full.getLocalPort());
                Socket second = new Socket("127.0.0.1", full.getLocalPort());
                Sending sending = new Sending()) {
            assertThat(first.isConnected() && second.isConnected(), is(true));
            NoAnswer result = (NoAnswer) bounded(sending, "http://127.0.0.1:" + full.getLocalPort() + "/");
            assertThat(List.of("not-connected", TIMEOUT).contains(EnumWords.of(result.reason())), is(true));
        }
    }

    @Test
    void oneThatDoesNotReadIsBounded() throws IOException {
        try (RawReceiver deaf = new RawReceiver(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), false,
                (socket, out) -> sleep()); Sending sending = new Sending()) {
            assertThat(((NoAnswer) bounded(sending, "http://127.0.0.1:" + deaf.port() + "/")).reason(),
                    is(DeliveryResult.Reason.TIMEOUT));
        }
    }

    private static void sleep() throws InterruptedException {
        new CountDownLatch(1).await(10, TimeUnit.SECONDS);
    }

    private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
        for (char c : text.toCharArray()) {
            write(out, String.valueOf(c));
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static void flood(OutputStream out, int megabytes) throws IOException {
        for (int i = 0; i < megabytes; i++) {
            out.write(MEGABYTE);
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            flood(zip, 64);
        }
        return packed.toByteArray();
    }
}
