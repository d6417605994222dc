package io.carillon.oidc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.carillon.platform.Hand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderDirectoryTest {

    private static final String DOCUMENT = """
            {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",
             "token_endpoint_auth_methods_supported":["client_secret_post"],"scopes_supported":["openid","email"]}""";

    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String document;
    private final Hand clock = new Hand();
    private HttpServer server;
    private ProviderDirectory directory;

    @BeforeEach
    void aProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/realm/.well-known/openid-configuration", exchange -> {
            asked.incrementAndGet();
            byte[] body = document.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        document = DOCUMENT.formatted(issuer());
        directory = new ProviderDirectory(issuer(), "carillon", new ProviderClient(), clock);
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void itIsReadOnceAnHour() {
        Provider provider = directory.get().provider();
        assertThat(provider.token().toString(), is(issuer() + "/token"));
        assertThat(provider.takesBasic(), is(false));
        assertThat(provider.namesItself(), is(false));
        clock.passes(Duration.ofMinutes(59));
        directory.get();
        assertThat(asked.get(), is(1));
        clock.passes(Duration.ofMinutes(1));
        directory.get();
        assertThat(asked.get(), is(2));
    }

    @Test
    void afterAFailureItHasAPause() {
        status = 503;
        assertThat(refusal(), is(Refusal.UNAVAILABLE));
        status = 200;
        clock.passes(Duration.ofSeconds(4));
        assertThat(refusal(), is(Refusal.UNAVAILABLE));
        assertThat(asked.get(), is(1));
        clock.passes(Duration.ofSeconds(1));
        directory.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer\":\"https://another.example", "token_endpoint\":\"http://elsewhere.example/token",
            "jwks_uri\":\"file:/etc/passwd", "authorization_endpoint\":\"javascript:alert(1)",
            "end_session_endpoint\":\"http://x.example/"})
    void aDocumentThatLeadsElsewhereDoesNotCount(String member) {
        String name = member.substring(0, member.indexOf('"'));
        document = document.replaceAll("\"" + name + "\":\"[^\"]*\",?", "").replaceFirst("\\{", "{\"" + member + "\",")
                .replaceFirst(",\\s*}", "}");
        assertThat(refusal(), is(Refusal.UNAVAILABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "<html>", "{}"})
    void whatIsNoDocumentDoesNotCount(String text) {
        document = text;
        assertThat(refusal(), is(Refusal.UNAVAILABLE));
    }

    private Refusal refusal() {
        return assertThrows(SignInRefused.class, directory::get).refusal();
    }
}
