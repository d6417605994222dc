package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.receivers.Certificates;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS is verified, for the name and not for the address that is dialled, and a handshake has the same deadline. */
@Execution(ExecutionMode.CONCURRENT) // waits for programs and receivers of its own
class TlsReceiversTest {

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static SSLContext trusting;

    @BeforeAll
    static void makeAuthorityAndCertificates() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("good", "hook.example.com", "-validity", "30");
        certificates.sign("international", "xn--mnchen-3ya.example", "-validity", "30");
        certificates.sign("other-name", "elsewhere.example.com", "-validity", "30");
        certificates.sign("expired", "hook.example.com", "-startdate", "-30d", "-validity", "10");
        certificates.sign("not-yet", "hook.example.com", "-startdate", "+30d", "-validity", "10");
        certificates.selfSigned("self-signed", "hook.example.com");
        trusting = certificates.trusting();
    }

    @Test
    void aGoodCertificateIsTaken() throws Exception {
        try (RawReceiver receiver = receiver("good"); Sending sending = sending()) {
            assertThat(sending.to(url(receiver)), instanceOf(Answered.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m\u00fcnchen.example", "xn--mnchen-3ya.example"})
    void theCertificateNamesTheAsciiForm(String host) throws Exception {
        try (RawReceiver receiver = receiver("international"); Sending sending = sending()) {
            assertThat(sending.to("https://" + host + ":" + receiver.port() + "/"), instanceOf(Answered.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-name", "expired", "not-yet", "self-signed"})
    void aBadOneIsNotAndNothingIsSent(String alias) throws Exception {
        try (RawReceiver receiver = receiver(alias); Sending sending = sending()) {
            assertThat(((NoAnswer) sending.to(url(receiver))).reason(), is(Reason.TLS));
            assertThat(receiver.requests.get(), is(0));
        }
    }

    @Test
    void plainTextInPlaceOfTlsIsReported() throws IOException {
        meetSpeaking(out -> RawReceiver.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), Reason.TLS);
    }

    @Test
    void silenceInPlaceOfTlsIsBounded() throws IOException {
        meetSpeaking(OutputStream::flush, Reason.TIMEOUT);
    }

    @Test
    void aDrippingHandshakeIsBounded() throws IOException {
        meetSpeaking(out -> {
            out.write(new byte[] {22, 3, 3, 64, 0});
            for (int i = 0; i < 100; i++) {
                out.write(0);
                out.flush();
                waitShortly();
            }
        }, Reason.TIMEOUT, Reason.TLS);
    }

    /** What a receiver says before anything was said to it. */
    private interface Speech {
        void say(OutputStream out) throws IOException, InterruptedException;
    }

    private static void meetSpeaking(Speech speech, Reason... reasons) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        try (RawReceiver receiver = new RawReceiver(socket, false, (connection, out) -> {
            speech.say(out);
            for (int i = 0; i < 100; i++) {
                waitShortly();
            }
        }); Sending sending = sending()) {
            NoAnswer result = (NoAnswer) sending.to(url(receiver));
            assertThat(result.toString(), Arrays.asList(reasons).contains(result.reason()), is(true));
            assertThat(result.millis(), is(lessThan(Sending.MOST_MILLIS)));
        }
    }

    private static void waitShortly() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(100);
    }

    private static Sending sending() {
        return new Sending(trusting, Names.leadingTo("127.0.0.1"));
    }

    private static String url(RawReceiver receiver) {
        return "https://hook.example.com:" + receiver.port() + "/";
    }

    private static RawReceiver receiver(String alias) throws GeneralSecurityException, IOException {
        return new RawReceiver(certificates.socket(alias), true, TlsReceiversTest::ok);
    }

    private static void ok(Socket socket, OutputStream out) throws IOException {
        RawReceiver.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}
