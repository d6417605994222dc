package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.sending.DeliveryResult.Answered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked up and what arrives, for names and paths of every kind. */
class HostNamesTest {

    @ParameterizedTest
    @CsvSource({
        "my_service, my_service", "_x, _x", "m.1a, m.1a", "plain.example, plain.example",
        "xn--mnchen-3ya.example, xn--mnchen-3ya.example", "m\u00fcnchen.example, xn--mnchen-3ya.example",
        "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444, xn--e1afmkfd.xn--p1ai", "127.0.0.1, 127.0.0.1"})
    void theAsciiFormIsLookedUpAndSent(String written, String host) throws IOException {
        assertArrives("http://" + written, "/", host, "/");
    }

    @ParameterizedTest
    @CsvSource({"/x?q=\u2713, /x?q=%E2%9C%93", "?q=\u2713, /?q=%E2%9C%93",
        "/\u00fc/%2f//a/../b?x=%20+, /%C3%BC/%2f//a/../b?x=%20+",
        "/?a=%7B%7D, /?a=%7B%7D"})
    void everythingElseIsPercentEncoded(String written, String sent) throws IOException {
        assertArrives("http://plain.example", written, "plain.example", sent);
    }

    @ParameterizedTest
    @CsvSource({"[::ffff:127.0.0.1], [::ffff:7f00:1]", "[0:0:0:0:0:FFFF:127.0.0.1], [::ffff:7f00:1]",
        "[::FFFF:7F00:0001], [::ffff:7f00:1]"})
    void anAddressIsDialledInItsOneForm(String written, String host) throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawReceiver receiver = receiver(heads); Sending sending = new Sending()) {
            DeliveryResult result = sending.to("http://" + written + ":" + receiver.port() + "/ok");
            assertThat(result.toString(), result instanceof Answered answered && answered.status() == 200, is(true));
            assertThat(heads.get(0), containsString("\r\nHost: " + host + ":" + receiver.port() + "\r\n"));
        }
    }

    private static RawReceiver receiver(List<String> heads) throws IOException {
        return new RawReceiver(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), false, (socket, out) -> {
            heads.add(RawReceiver.readRequest(socket.getInputStream()));
            RawReceiver.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
    }

    private static void assertArrives(String beginning, String path, String host, String sent) throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        LookUps names = new LookUps();
        try (RawReceiver receiver = receiver(heads); Sending sending = new Sending(null, names)) {
            DeliveryResult result = sending.to(beginning + ":" + receiver.port() + path);
            assertThat(result.toString(), result instanceof Answered answered && answered.status() == 200, is(true));
            assertThat(names.asked, is(List.of(host)));
            assertThat(heads.get(0), startsWith("POST " + sent + " HTTP/1.1\r\n"));
            assertThat(heads.get(0), containsString("\r\nHost: " + host + ":" + receiver.port() + "\r\n"));
        }
    }

    /** Leads every name to this machine. */
    private static final class LookUps implements DnsResolver {

        private final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
