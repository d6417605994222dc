package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.carillon.endpoint.AuthenticationType;
import io.carillon.endpoint.ClientAuthentication;
import io.carillon.endpoint.EndpointAuthentication;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.receivers.Certificates;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real receivers and token endpoints that ask for something, over TLS. */
@Execution(ExecutionMode.CONCURRENT) // waits for receivers of its own
class ReceiverAccessTest {

    private static final String HOST = "hook.example.com";
    private static final String GOOD = "{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private Sending sending;
    private HttpsServer server;
    private volatile String tokenAnswer = "200 " + GOOD;
    private volatile int webhookStatus = 200;

    @BeforeAll
    static void sign() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("receiver", HOST);
        certificates.sign("client", "carillon.example.com");
        certificates.selfSigned("stranger", "carillon.example.com");
    }

    @BeforeEach
    void open() {
        sending = new Sending(null, Names.leadingTo("127.0.0.1"));
    }

    @AfterEach
    void close() {
        sending.close();
        server.stop(0);
    }

    @Test
    void thePrivateAuthorityJudgesTheReceiver() throws Exception {
        start(false);
        assertThat(((NoAnswer) sending.to(url())).reason(), is(Reason.TLS));
        assertThat(sending.to(url(), access(null, tls(null, "ca"))), instanceOf(Answered.class));
        NoAnswer elsewhere = (NoAnswer) sending.to(url(), access(null, tls(null, "stranger")));
        assertThat(elsewhere.detail(), is("the certificate is self-signed, or its issuer is not trusted"));
        assertThat("no endpoint gets the connection of another", ((NoAnswer) sending.to(url())).reason(), is(Reason.TLS));
    }

    @Test
    void theClientCertificateIsShown() throws Exception {
        start(true);
        assertThat(sending.to(url(), access(null, tls(null, "ca"))), instanceOf(NoAnswer.class));
        assertThat(((Answered) sending.to(url(), access(null, tls("client", "ca")))).status(), is(200));
        assertThat("not over the connection of another", sending.to(url(), access(null, tls(null, "ca"))),
                instanceOf(NoAnswer.class));
        assertThat(sending.to(url(), access(null, tls("stranger", "ca"))), instanceOf(NoAnswer.class));
        assertThat(requests.size(), is(1));
    }

    @Test
    void basicAndBearerAreSent() throws Exception {
        start(false);
        sending.to(url(), access(new EndpointAuthentication(AuthenticationType.BASIC, "j\u00f6rg", "p:w", null, null, null, null,
                null, null, null), tls(null, "ca")));
        assertThat(requests.poll(), is("POST / Basic asO2cmc6cDp3"));
        sending.to(url(), access(new EndpointAuthentication(AuthenticationType.BEARER, null, null, "geheim", null, null, null,
                null, null, null), tls(null, "ca")));
        assertThat(requests.poll(), is("POST / Bearer geheim"));
    }

    @Test
    void aTokenIsAskedForOnceAndSent() throws Exception {
        start(true);
        ReceiverAccess access = access(oauth2(ClientAuthentication.BASIC), tls("client", "ca"));
        assertThat(sending.to(url(), access), instanceOf(Answered.class));
        assertThat(sending.to(url(), access), instanceOf(Answered.class));
        assertThat(List.copyOf(requests), is(List.of(
                "POST /token Basic YSUyRmI6cyUyQjE= grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fapi",
                "POST / Bearer t1", "POST / Bearer t1")));

        requests.clear();
        sending.to(url(), access(oauth2(ClientAuthentication.POST), tls("client", "ca")));
        assertThat(requests.poll(), is("POST /token null grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fapi"
                + "&client_id=a%2Fb&client_secret=s%2B1"));
    }

    @Test
    void aRefusedTokenIsReplacedForTheNextAttempt() throws Exception {
        start(false);
        webhookStatus = 401;
        ReceiverAccess access = access(oauth2(ClientAuthentication.BASIC), tls(null, "ca"));
        for (int i = 0; i < 3; i++) {
            assertThat(((Answered) sending.to(url(), access)).status(), is(401));
        }
        assertThat(requests.stream().filter(request -> request.contains("/token")).count(), is(2L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"401 {\"error\":\"invalid_client\"}|the token endpoint answered 401 (invalid_client)",
        "400 {\"error\":\"s+1 is wrong\"}|the token endpoint answered 400", "302 -|the token endpoint answered 302",
        "500 <html>s+1</html>|the token endpoint answered 500",
        "200 s+1|the answer of the token endpoint is not JSON",
        "200 {}|the token endpoint answered without a usable access_token",
        "200 {\"access_token\":\"t\\r\\nX: y\"}|the token endpoint answered without a usable access_token",
        "200 {\"access_token\":\"t\",\"token_type\":\"mac\"}|"
                + "the token endpoint answered with a token of another type than Bearer"})
    void withoutATokenNothingIsSent(String answer, String words) throws Exception {
        start(false);
        tokenAnswer = answer;
        NoAnswer result = (NoAnswer) sending.to(url(), access(oauth2(ClientAuthentication.BASIC), tls(null, "ca")));
        assertThat(result.reason(), is(Reason.NO_TOKEN));
        assertThat(result.detail(), is("authorization failed: " + words));
        assertThat(requests.size(), is(1));
        assertThat(result.reason().isOurs(), is(false));
    }

    @Test
    void theTokenEndpointIsJudgedLikeAReceiver() throws Exception {
        start(false);
        for (String url : List.of("https://10.0.0.1/token", "ftp://login.example.com/")) {
            NoAnswer refused = (NoAnswer) sending.to(url(), access(oauth2(url, ClientAuthentication.BASIC), tls(null, "ca")));
            assertThat(refused.detail(), containsString("authorization failed: the URL of the token endpoint "));
        }
        try (Sending inside = new Sending(null, Names.leadingTo("127.0.0.2"))) {
            NoAnswer refused = (NoAnswer) inside.to(url(), access(oauth2(ClientAuthentication.BASIC), tls(null, "ca")));
            assertThat(refused.reason(), is(Reason.NO_TOKEN));
            assertThat(refused.detail(), containsString("which is in a network that webhooks must not reach"));
        }
        NoAnswer untrusted = (NoAnswer) sending.to(url(), access(oauth2(ClientAuthentication.BASIC), TlsMaterial.NONE));
        assertThat(untrusted.detail(), is("authorization failed: the token endpoint gave no answer:"
                + " the certificate is self-signed, or its issuer is not trusted"));
        assertThat(untrusted.detail(), not(containsString("s+1")));
        assertThat(requests.size(), is(0));
    }

    private void start(boolean asksForCertificate) throws GeneralSecurityException, IOException {
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.showing("receiver")) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(asksForCertificate);
                parameters.setSSLParameters(tls);
            }
        });
        serve(server, "/", body -> webhookStatus + " ");
        serve(server, "/token", body -> tokenAnswer);
        server.start();
    }

    /** {@code answer}: a status, a space and a body. The body of a request is only kept for a token. */
    private void serve(HttpServer server, String path, Function<String, String> answer) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + path + " " + exchange.getRequestHeaders().getFirst("Authorization")
                    + (path.equals("/") ? "" : " " + body));
            answer(exchange, answer.apply(body));
        });
    }

    private static void answer(HttpExchange exchange, String answer) throws IOException {
        try (exchange) {
            byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String url() {
        return "https://" + HOST + ":" + server.getAddress().getPort() + "/";
    }

    private EndpointAuthentication oauth2(ClientAuthentication client) {
        return oauth2(url() + "token", client);
    }

    private static EndpointAuthentication oauth2(String tokenUrl, ClientAuthentication client) {
        return new EndpointAuthentication(AuthenticationType.OAUTH2, null, null, null, tokenUrl, "a/b", "s+1", client, "a b",
                "https://api");
    }

    private static ReceiverAccess access(EndpointAuthentication authentication, TlsMaterial tls) {
        return new ReceiverAccess("ep_1", authentication, tls);
    }

    /** The certificate and key of {@code client}, if it is not null, and the authority {@code ca}. */
    private static TlsMaterial tls(String client, String ca) throws GeneralSecurityException, IOException {
        String key = client == null ? null : certificates.keyPem(client).replaceAll("-----[A-Z ]*-----|\\s", "");
        return new TlsMaterial(client == null ? null : certificates.chainPem(client), key, certificates.pem(ca));
    }
}
