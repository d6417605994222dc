package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.carillon.address.AddressRules;
import io.carillon.endpoint.AuthenticationType;
import io.carillon.endpoint.ClientAuthentication;
import io.carillon.endpoint.EndpointAuthentication;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.receivers.Certificates;
import io.carillon.receivers.ForwardProxy;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.sending.DeliveryResult.Refused;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real receivers behind a real proxy. */
@Execution(ExecutionMode.CONCURRENT) // waits for programs and receivers of its own
class OutgoingProxyTest {

    private static final String HOST = "hook.example.com";
    private static final DnsResolver HERE = Names.leadingTo("127.0.0.1");
    private static final DnsResolver NO_NAMES = new Names(host -> {
        throw new UnknownHostException(host);
    });

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static SSLContext trusting;

    private ForwardProxy proxy;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("good", HOST);
        certificates.sign("other-name", "elsewhere.example.com");
        trusting = certificates.trusting();
    }

    @BeforeEach
    void open() throws IOException {
        proxy = new ForwardProxy();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private Sending sending(DnsResolver names, String... more) {
        return new Sending(trusting, names, settings(more));
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("carillon.outgoing.proxy", proxy.url(),
                "carillon.delivery.timeout", "PT10S"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static RawReceiver plain() {
        return new RawReceiver("127.0.0.1", OutgoingProxyTest::ok);
    }

    private static RawReceiver secure(String alias) throws Exception {
        return new RawReceiver(certificates.socket(alias), true, OutgoingProxyTest::ok);
    }

    private static void ok(Socket socket, OutputStream out) throws IOException {
        RawReceiver.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        RawReceiver.readRequest(socket.getInputStream());
        RawReceiver.write(out, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private static String url(String scheme, RawReceiver receiver) {
        return scheme + "://" + HOST + ":" + receiver.port() + "/hook";
    }

    private static int status(DeliveryResult result) {
        assertThat(result, is(instanceOf(Answered.class)));
        return ((Answered) result).status();
    }

    private static NoAnswer unanswered(DeliveryResult result) {
        assertThat(result, is(instanceOf(NoAnswer.class)));
        return (NoAnswer) result;
    }

    @Test
    void httpGoesThroughATunnelToTheJudgedAddress() {
        try (RawReceiver receiver = plain(); Sending sending = sending(HERE)) {
            assertThat(status(sending.to(url("http", receiver))), is(200));
            assertThat("a tunnel is used again", status(sending.to(url("http", receiver))), is(202));
            assertThat(proxy.targets(), is(List.of("127.0.0.1:" + receiver.port())));
            assertThat(proxy.heads(), everyItem(not(containsString("Proxy-Authorization"))));
        }
    }

    @Test
    void httpsIsTheReceiversForItsName() throws Exception {
        try (RawReceiver receiver = secure("good"); Sending sending = sending(HERE)) {
            assertThat(status(sending.to(url("https", receiver))), is(200));
            assertThat(proxy.targets(), is(List.of("127.0.0.1:" + receiver.port())));
        }
        try (RawReceiver receiver = secure("other-name"); Sending sending = sending(HERE)) {
            assertThat(unanswered(sending.to(url("https", receiver))).reason(), is(Reason.TLS));
            assertThat(receiver.requests.get(), is(0));
        }
    }

    @Test
    void requestsForTokensLeaveThroughItToo() throws Exception {
        try (RawReceiver receiver = new RawReceiver(certificates.socket("good"), true, (socket, out) -> RawReceiver.write(out,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 21\r\n\r\n{\"access_token\":\"t1\"}"));
                Sending sending = sending(HERE)) {
            String url = url("https", receiver);
            EndpointAuthentication client = new EndpointAuthentication(AuthenticationType.OAUTH2, null, null, null,
                    url, "c", "s", ClientAuthentication.BASIC, null, null);
            assertThat(status(sending.to(url, new ReceiverAccess("ep_1", client, TlsMaterial.NONE))), is(200));
            assertThat(proxy.targets().size(), is(2));
            assertThat(receiver.connections.get(), is(2));
        }
    }

    @Test
    void aForbiddenAddressIsNeverAskedFor() {
        try (Sending sending = sending(Names.leadingTo("10.1.2.3"))) {
            assertThat(sending.to("https://" + HOST + "/"), is(instanceOf(Refused.class)));
            assertThat(proxy.targets(), is(empty()));
        }
    }

    @Test
    void anAddressOfVersion6HasBrackets() {
        proxy.answers("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        try (Sending sending = sending(Names.leadingTo("2606:4700::6810:84e5"))) {
            sending.to("https://" + HOST + "/");
            assertThat(proxy.targets(), is(List.of("[2606:4700:0:0:0:0:6810:84e5]:443")));
        }
    }

    @Test
    void itGetsThePassword() {
        proxy.asksFor("Basic Y2FyaWxsb246Z2g6ZWlt");
        String[] right = {"carillon.outgoing.proxy.user", "carillon", "carillon.outgoing.proxy.password", "gh:eim"};
        String[] wrong = {"carillon.outgoing.proxy.user", "carillon", "carillon.outgoing.proxy.password", "falsch"};
        try (RawReceiver receiver = plain(); Sending sending = sending(HERE, right); Sending other = sending(HERE, wrong)) {
            assertThat(status(sending.to(url("http", receiver))), is(200));
            NoAnswer refused = unanswered(other.to(url("http", receiver)));
            assertThat(refused.reason(), is(Reason.PROXY));
            assertThat(refused.detail(), is("the outgoing proxy asks for another user or password (407)"));
            assertThat(Verdict.of(refused, new ThinFormat()).isOurs(), is(true));
        }
    }

    @Test
    void whenItIsDownTheReceiverIsNotToBlame() {
        try (Sending sending = sending(HERE)) {
            proxy.close();
            NoAnswer result = unanswered(sending.to("http://" + HOST + "/"));
            assertThat(result.reason(), is(Reason.PROXY));
            assertThat(result.detail(), is("the outgoing proxy could not be reached"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "HTTP/1.1 403 Forbidden\\r\\n\\r\\n | refuses to connect to the receiver (403)",
            "HTTP/1.1 302 Found\\r\\nLocation: /\\r\\n\\r\\n | refuses to connect to the receiver (302)",
            "SSH-2.0-OpenSSH\\r\\n\\r\\n | did not answer in HTTP",
            "HTTP/1.1 200 | closed the connection without an answer"})
    void itsOwnAnswersAreNotTheReceivers(String answer, String words) {
        proxy.answers(answer.replace("\\r\\n", "\r\n"));
        try (Sending sending = sending(HERE)) {
            NoAnswer result = unanswered(sending.to("http://" + HOST + "/"));
            assertThat(result.reason(), is(Reason.PROXY));
            assertThat(result.detail(), is("the outgoing proxy " + words));
        }
    }

    @Test
    void aHeadWithoutAnEndIsBounded() {
        proxy.answers("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000));
        try (Sending sending = sending(HERE)) {
            assertThat(unanswered(sending.to("http://" + HOST + "/")).reason(), is(Reason.PROXY));
        }
    }

    @Test
    void silenceIsBounded() {
        proxy.answers("");
        try (Sending sending = sending(HERE, "carillon.delivery.timeout", "PT1S")) {
            NoAnswer result = unanswered(sending.to("http://" + HOST + "/"));
            assertThat(result.detail(), is("the outgoing proxy did not open a connection to the receiver in time"));
            assertThat(result.reason(), is(Reason.PROXY));
            assertThat(result.millis(), is(lessThan(Sending.MOST_MILLIS)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "502", "503", "504"})
    void whatItCannotReachIsTheReceiverOnlyIfItReachesOthers(String status) {
        try (RawReceiver receiver = plain(); Sending sending = sending(HERE)) {
            proxy.answers("HTTP/1.1 " + status + " No\r\n\r\n");
            NoAnswer first = unanswered(sending.to(url("http", receiver)));
            assertThat(first.reason(), is(Reason.PROXY));
            assertThat(first.detail(), is("the outgoing proxy could not connect to the receiver (" + status + ")"));
            proxy.opens();
            assertThat(status(sending.to(url("http", receiver))), is(200));
            proxy.answers("HTTP/1.1 " + status + " No\r\n\r\n");
            NoAnswer then = unanswered(sending.to("http://other.example.com/"));
            assertThat(then.reason(), is(Reason.NOT_CONNECTED));
            assertThat(then.detail(), is(first.detail()));
        }
    }

    @Test
    void itMayLookUpTheNames() throws Exception {
        try (RawReceiver receiver = secure("good");
                Sending sending = sending(NO_NAMES, "carillon.outgoing.proxy.resolves", "true")) {
            assertThat(status(sending.to(url("https", receiver))), is(200));
            sending.to("http://m\u00fcnchen.example/");
            sending.to("http://web-1/");
            assertThat(proxy.targets(), is(List.of(HOST + ":" + receiver.port(), "xn--mnchen-3ya.example:80", "web-1:80")));
            assertThat("an address is judged all the same", sending.to("https://10.1.2.3/"), is(instanceOf(Refused.class)));
            assertThat(sending.to("https://[fd00::1]/"), is(instanceOf(Refused.class)));
        }
    }

    @Test
    void checksOfUrlsTakeTheSameWay() throws Exception {
        try (RawReceiver receiver = secure("good")) {
            CheckedUrl checked = check(url("https", receiver), HERE);
            assertThat(checked.outcome(), is("connected"));
            assertThat(checked.addresses(), is(List.of("127.0.0.1")));
            CheckedUrl byName = check(url("https", receiver), NO_NAMES, "carillon.outgoing.proxy.resolves", "true");
            assertThat(byName.outcome(), is("connected"));
            assertThat(byName.addresses(), is(empty()));
            assertThat(proxy.targets(), is(List.of("127.0.0.1:" + receiver.port(), HOST + ":" + receiver.port())));
            assertThat(receiver.requests.get(), is(0));
        }
        proxy.close();
        CheckedUrl failed = check("https://" + HOST + "/", HERE);
        assertThat(failed.outcome() + ": " + failed.detail(), is("proxy: the outgoing proxy could not be reached"));
    }

    private CheckedUrl check(String url, DnsResolver names, String... more) {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        ExecutorService lookUps = Executors.newCachedThreadPool();
        Map<String, String> texts = settings(more);
        texts.put("carillon.allowed.subnets", "127.0.0.1/32");
        Settings settings = Settings.of(texts);
        UrlCheck check = new UrlCheck(settings, new AddressRules(settings), Clock.systemUTC());
        check.connect(timer, new SenderResources(names, trusting, lookUps));
        try {
            return check.check(url, true, TlsMaterial.NONE);
        } finally {
            timer.shutdownNow();
            lookUps.shutdownNow();
        }
    }
}
