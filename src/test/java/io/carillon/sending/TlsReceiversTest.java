package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS is verified, for the name and not for the address that is dialled, and a handshake has the same deadline. */
class TlsReceiversTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static SSLContext trusting;

    @BeforeAll
    static void makeAuthorityAndCertificates() throws Exception {
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test authority", "-ext", "bc:c");
        leaf("good", "hook.example.com", "-validity", "30");
        leaf("international", "xn--mnchen-3ya.example", "-validity", "30");
        leaf("other-name", "elsewhere.example.com", "-validity", "30");
        leaf("expired", "hook.example.com", "-startdate", "-30d", "-validity", "10");
        leaf("not-yet", "hook.example.com", "-startdate", "+30d", "-validity", "10");
        keytool("-genkeypair", "-alias", "self-signed", "-dname", "CN=hook.example.com", "-ext", "san=dns:hook.example.com");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store().getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
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
            assertThat(result.millis(), is(lessThan((int) Sending.DEADLINE.toMillis() + 1_000)));
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
        KeyStore single = KeyStore.getInstance("PKCS12");
        single.load(null, null);
        single.setKeyEntry(alias, store().getKey(alias, PASSWORD), PASSWORD, store().getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(single, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        ServerSocket socket = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return new RawReceiver(socket, true, TlsReceiversTest::ok);
    }

    private static void ok(Socket socket, OutputStream out) throws IOException {
        RawReceiver.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static void leaf(String alias, String name, String... validity) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-signer", "ca", "-dname",
                "CN=" + name, "-ext", "san=dns:" + name));
        arguments.addAll(List.of(validity));
        keytool(arguments.toArray(String[]::new));
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-keystore", folder.resolve("keys.p12").toString(), "-storepass",
                new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(output, process.waitFor(), is(0));
    }
}
