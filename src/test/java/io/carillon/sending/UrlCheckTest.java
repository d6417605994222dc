package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.address.AddressForms;
import io.carillon.address.AddressRules;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.receivers.Certificates;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL is checked with the rules of an attempt: no forbidden address sees a connection, and no receiver a request. */
@Execution(ExecutionMode.CONCURRENT) // waits for programs and receivers of its own
class UrlCheckTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static SSLContext trusting;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService lookUps = Executors.newCachedThreadPool();

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("good", "hook.example.com", "-validity", "30");
        certificates.sign("expired", "hook.example.com", "-startdate", "-30d", "-validity", "10");
        trusting = certificates.trusting();
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
        lookUps.shutdownNow();
    }

    private CheckedUrl check(String url, DnsResolver names) {
        return check(url, names, true);
    }

    /** Anything on 127.0.0.1 may be reached, nothing else on this machine. */
    private CheckedUrl check(String url, DnsResolver names, boolean showsPrivate) {
        Settings settings = Settings.of(Map.of("carillon.delivery.timeout", DEADLINE.toString(), "carillon.allow.http", "true",
                "carillon.allowed.subnets", "127.0.0.1/32"));
        UrlCheck check = new UrlCheck(settings, new AddressRules(settings), Clock.systemUTC());
        check.connect(timer, new SenderResources(names, trusting, lookUps));
        return check.check(url, showsPrivate, TlsMaterial.NONE);
    }

    private CheckedUrl check(String scheme, RawReceiver receiver) {
        return check(scheme + "://hook.example.com:" + receiver.port() + "/x", Names.leadingTo("127.0.0.1"));
    }

    @Test
    void aGoodReceiverShowsItsTlsAndGetsNoRequest() throws Exception {
        try (RawReceiver receiver = new RawReceiver(certificates.socket("good"), true, (socket, out) -> { })) {
            CheckedUrl checked = check("https", receiver);
            assertThat(checked.outcome(), is("connected"));
            assertThat(checked.addresses(), is(List.of("127.0.0.1")));
            assertThat(checked.tlsVersion(), is("TLSv1.3"));
            Instant end = Instant.now().plus(Duration.ofDays(30));
            assertThat(Duration.between(checked.certificateEndsAt(), end).abs(), is(lessThan(Duration.ofHours(1))));
            assertThat(checked.objection() == null && checked.detail() == null, is(true));
            assertThat(receiver.requests.get(), is(0));
            assertThat(receiver.connections.get(), is(1));
        }
    }

    @Test
    void withoutTlsItOnlyConnects() {
        try (RawReceiver receiver = new RawReceiver("127.0.0.1", (socket, out) -> { })) {
            CheckedUrl checked = check("http", receiver);
            assertThat(checked.outcome(), is("connected"));
            assertThat(checked.tlsVersion(), is(nullValue()));
            CheckedUrl ofTenant = check("http://hook.example.com:" + receiver.port(), Names.leadingTo("127.0.0.1"), false);
            assertThat("a private network that is allowed", ofTenant.addresses(), is(List.of()));
            assertThat(ofTenant.outcome(), is("connected"));
            assertThat(receiver.requests.get(), is(0));
        }
    }

    @Test
    void aBadCertificateIsReported() throws Exception {
        try (RawReceiver receiver = new RawReceiver(certificates.socket("expired"), true, (socket, out) -> { })) {
            CheckedUrl checked = check("https", receiver);
            assertThat(checked.outcome(), is("tls"));
            assertThat(checked.detail(), is("the certificate has expired"));
        }
        try (RawReceiver receiver = new RawReceiver(certificates.socket("good"), true, (socket, out) -> { })) {
            assertThat("the name counts, not the address",
                    check("https://other.example.com:" + receiver.port(), Names.leadingTo("127.0.0.1")).outcome(), is("tls"));
        }
    }

    @Test
    void aHandshakeThatDripsEndsAtTheDeadline() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        try (RawReceiver receiver = new RawReceiver(socket, false, (connection, out) -> {
            out.write(new byte[] {22, 3, 3, 64, 0});
            for (int i = 0; i < 100; i++) {
                out.write(0);
                out.flush();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        })) {
            CheckedUrl checked = check("https", receiver);
            assertThat(checked.outcome(), is("timeout"));
            assertThat(checked.millis(), is(lessThan(Sending.MOST_MILLIS)));
        }
    }

    @Test
    void whoDoesNotListenIsReported() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        CheckedUrl checked = check("https://hook.example.com:" + port, Names.leadingTo("127.0.0.1"));
        assertThat(checked.outcome(), is("not-connected"));
        assertThat(checked.isAllowed(), is(true));
        assertThat(check("https://hook.example.com", new Names(host -> {
            throw new UnknownHostException(host);
        })).outcome(), is("unknown-host"));
    }

    static List<String> refusedForms() {
        return AddressForms.of("refused");
    }

    @ParameterizedTest
    @MethodSource("refusedForms")
    void aForbiddenUrlIsNotLookedUp(String url) {
        CheckedUrl checked = check(url, new Names(host -> {
            throw new AssertionError("looked up " + host);
        }));
        assertThat(checked.isAllowed(), is(false));
        assertThat(checked.objection().length(), is(greaterThan(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.2", "169.254.169.254", "127.0.0.1,10.0.0.1", "fd00::1", "::1"})
    void anAddressThatIsForbiddenIsNeitherDialledNorShown(String addresses) {
        CheckedUrl checked = check("https://hook.example.com/", Names.leadingTo(addresses));
        assertThat(checked.objection(), allOf(startsWith("has a host"), not(containsString(addresses.split(",")[0]))));
        assertThat(checked.addresses(), is(List.of()));
        assertThat(checked.outcome(), is(nullValue()));
    }

    @Test
    void aNameThatChangesAfterItWasJudgedGainsNothing() throws IOException {
        try (RawReceiver good = new RawReceiver("127.0.0.1", (socket, out) -> { });
                RawReceiver inside = new RawReceiver(new ServerSocket(good.port(), 50, InetAddress.getByName("127.0.0.2")), true,
                        (socket, out) -> { })) {
            CheckedUrl checked = check("http://hook.example.com:" + good.port(), Names.leadingTo("127.0.0.1", "127.0.0.2"));
            assertThat(checked.outcome(), is("connected"));
            assertThat(inside.connections.get(), is(0));
        }
    }
}
