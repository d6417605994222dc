package io.carillon.sending;

import static io.carillon.sending.RawReceiver.write;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.platform.EnumWords;
import io.carillon.receivers.Certificates;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.sending.NameResolver.NoNameService;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ProtocolException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which an attempt ends without an answer, on real sockets where there is one, in words for people. */
@Execution(ExecutionMode.CONCURRENT) // waits for receivers of its own
class FailureWordsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("other-name", "elsewhere.example.com", "-validity", "30");
        certificates.sign("expired", "hook.example.com", "-startdate", "-30d", "-validity", "10");
        certificates.sign("not-yet", "hook.example.com", "-startdate", "+30d", "-validity", "10");
        certificates.selfSigned("self-signed", "hook.example.com");
        trusting = certificates.trusting();
    }

    @Test
    void aConnectionThatIsNotTaken() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        try (Sending sending = new Sending()) {
            says(sending.to("http://127.0.0.1:" + port + "/"), Reason.NOT_CONNECTED, "the connection was refused");
        }
    }

    @Test
    void aResetAtEachStage() throws IOException {
        try (RawReceiver unread = new RawReceiver(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), false,
                (socket, out) -> {
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0);
                }); Sending sending = new Sending()) {
            says(sending.to(url(unread)), Reason.BROKEN, "the connection was reset");
        }
        String reset = "the connection was reset";
        assertThat(wordsOf((socket, out) -> socket.setSoLinger(true, 0)), is(reset));
        assertThat(wordsOf((socket, out) -> {
            write(out, "HTTP/1.1 2");
            socket.setSoLinger(true, 0);
        }), is(reset));
    }

    @Test
    void whatComesBackIsNoAnswer() {
        assertThat(wordsOf((socket, out) -> out.flush()), is("the connection was closed without an answer"));
        assertThat(wordsOf((socket, out) -> write(out, "220 mail.example.com ESMTP\r\n")), is("what came back was not HTTP"));
        assertThat(wordsOf((socket, out) -> write(out, "HTTP/9.9 200 OK\r\n\r\n")), is("what came back was not HTTP"));
        assertThat(wordsOf((socket, out) -> write(out, OK + "X: y\r\n".repeat(201) + "\r\n")),
                is("the response has more than 200 headers"));
        assertThat(wordsOf((socket, out) -> write(out, OK + ("X: " + "y".repeat(700) + "\r\n").repeat(100) + "\r\n")),
                is("the headers of the response are longer than 64 KB"));
        assertThat(wordsOf((socket, out) -> write(out, OK + "X: " + "y".repeat(70_000) + "\r\n\r\n")),
                is("the headers of the response are longer than 64 KB"));
    }

    @Test
    void aBodyThatBreaksOff() {
        String what = "the body of the response is incomplete or malformed: ";
        assertThat(noteOf("Content-Length: 9\r\n\r\nhi"), is(what + "the connection was closed too early"));
        assertThat(noteOf("Transfer-Encoding: chunked\r\n\r\n9\r\nhi"), is(what + "its chunks are malformed"));
        assertThat(noteOf("Transfer-Encoding: chunked\r\n\r\nzz\r\nhi"), is(what + "its chunks are malformed"));
    }

    @Test
    void aDeadlineThatPasses() {
        assertThat(wordsOf((socket, out) -> new CountDownLatch(1).await(5, TimeUnit.SECONDS)), is("no answer within 1 s"));
        assertThat(wordsOf((socket, out) -> {
            write(out, OK + "X: y\r\n");
            new CountDownLatch(1).await(5, TimeUnit.SECONDS);
        }), is("no answer within 1 s"));
    }

    @Test
    void aNameThatDoesNotResolve() {
        try (Sending sending = new Sending(null, new Names(host -> {
            throw new UnknownHostException(host + ": Name or service not known");
        }))) {
            says(sending.to("https://hook.example.com/"), Reason.UNKNOWN_HOST,
                    "the name hook.example.com does not exist or has no address");
        }
        try (Sending sending = new Sending(null, new Names(host -> {
            throw new NoNameService(new UnknownHostException(host + ": Temporary failure in name resolution"));
        }))) {
            says(sending.to("https://hook.example.com/"), Reason.NO_NAME_SERVICE,
                    "no name server answered, and no name was resolved lately");
        }
        try (Sending sending = new Sending(null, new Names(host -> {
            throw new IllegalStateException("java.lang.Odd: no");
        }))) {
            says(sending.to("https://hook.example.com/"), Reason.UNKNOWN_HOST,
                    "hook.example.com: the name could not be resolved");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired=the certificate has expired", "not-yet=the certificate is not valid yet",
        "other-name=the certificate is for another name",
        "self-signed=the certificate is self-signed, or its issuer is not trusted"})
    void aCertificateThatIsNotAccepted(String example) throws Exception {
        String alias = example.substring(0, example.indexOf('='));
        try (RawReceiver receiver = new RawReceiver(certificates.socket(alias), true, (socket, out) -> { });
                Sending sending = sending()) {
            says(sending.to(tlsUrl(receiver)), Reason.TLS, example.substring(alias.length() + 1));
        }
    }

    @Test
    void aHandshakeThatFails() throws Exception {
        assertThat(spoken(alert(70)), is("there is no TLS version that both sides accept"));
        assertThat(spoken(alert(40)), is("the receiver ended the TLS handshake: handshake failure"));
        assertThat(spoken(alert(42)),
                is("the receiver asks for a client certificate, or does not accept the one of the endpoint"));
        assertThat(spoken(alert(48)), is("the receiver does not trust the issuer of the client certificate"));
        assertThat(spoken(alert(80)), is("the receiver ended the TLS handshake: internal error"));
        assertThat(spoken("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()), is("what answered does not speak TLS"));
        assertThat(spoken(new byte[0]), is("the connection was closed during the TLS handshake"));
    }

    private static byte[] alert(int description) {
        return new byte[] {21, 3, 3, 0, 2, 2, (byte) description};
    }

    /** What is said about a receiver that answers the first bytes of a handshake with {@code bytes} and closes. */
    private static String spoken(byte[] bytes) throws IOException {
        try (RawReceiver receiver = new RawReceiver(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), false,
                (socket, out) -> {
                    InputStream in = socket.getInputStream();
                    in.readNBytes(in.readNBytes(5)[4] & 0xff);
                    in.readNBytes(in.available());
                    out.write(bytes);
                    out.flush();
                    socket.shutdownOutput();
                    in.readAllBytes();
                }); Sending sending = sending()) {
            NoAnswer none = (NoAnswer) sending.to(tlsUrl(receiver));
            assertThat(none.reason(), is(Reason.TLS));
            return none.detail();
        }
    }

    /** What no test can provoke on this machine, and what has not been seen yet. */
    static Stream<Exception> exceptions() {
        IOException odd = new IOException("java.lang.OddError: io.odd.Thing$1@2a",
                new IllegalStateException("NullPointerException"));
        return Stream.of(new NoRouteToHostException("No route to host"), new ConnectException("java.net.Odd"),
                new ConnectTimeoutException("Connect to https://x [x/1.2.3.4] failed: Connect timed out"),
                new SocketException("Network is unreachable"), new SocketException("sun.nio.ch.Odd"), odd,
                new SSLHandshakeException("sun.security.Odd"), new SSLException("x", odd), new EOFException(),
                new UnknownHostException(), new UnknownHostException("java.lang.Odd@1: x"), new IllegalArgumentException("a.b.C"),
                new ProtocolException("org.apache.Odd"), new RuntimeException(new NullPointerException()));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void noNameOfAClassGetsThrough(Exception failure) {
        Reason reason = Failures.reason(failure, 5, Sending.DEADLINE);
        String words = FailureWords.of(failure, reason, "hook.example.com", Sending.DEADLINE);
        assertThat(words, matchesPattern("[a-z0-9 ,:.'-]+[a-z0-9]|the headers of the response are longer than 64 KB"
                + "|.*\\bTLS\\b.*|.*HTTP"));
        List.of("Exception", "Error", "Odd", "java", "sun.", "org.", "null", "@").forEach(part ->
                assertThat(words, not(containsString(part))));
    }

    private static Sending sending() {
        return new Sending(trusting, Names.leadingTo("127.0.0.1"));
    }

    private static String url(RawReceiver receiver) {
        return "http://127.0.0.1:" + receiver.port() + "/";
    }

    private static String tlsUrl(RawReceiver receiver) {
        return "https://hook.example.com:" + receiver.port() + "/";
    }

    private static void says(DeliveryResult result, Reason reason, String words) {
        NoAnswer none = (NoAnswer) result;
        assertThat(EnumWords.of(none.reason()) + ": " + none.detail(), is(EnumWords.of(reason) + ": " + words));
    }

    private static String wordsOf(RawReceiver.Behaviour behaviour) {
        try (RawReceiver receiver = new RawReceiver("127.0.0.1", behaviour); Sending sending = new Sending()) {
            return ((NoAnswer) sending.to(url(receiver))).detail();
        }
    }

    private static String noteOf(String rest) {
        try (RawReceiver receiver = new RawReceiver("127.0.0.1", (socket, out) -> write(out, OK + rest));
                Sending sending = new Sending()) {
            Answered answered = (Answered) sending.to(url(receiver));
            assertThat(answered.body(), startsWith(answered.body().isEmpty() ? "" : "hi"));
            return answered.note();
        }
    }
}
