package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleServletTest {

    private static final List<String> SITES = List.of("https://app.example.com", "https://b.example.com:8443");

    @ParameterizedTest
    @ValueSource(strings = {"", "deliveries", "enter", "embedding", "index.html"})
    void noSiteFramesTheConsole(String path) {
        assertThat(ConsoleServlet.policy(List.of(), path, SITES), containsString("; frame-ancestors 'none'; "));
    }

    @Test
    void theSitesOfTheSettingFrameTheEmbeddedConsole() {
        assertThat(ConsoleServlet.policy(List.of(), "embed/enter", SITES),
                containsString("; frame-ancestors https://app.example.com https://b.example.com:8443; "));
        assertThat(ConsoleServlet.policy(List.of(), "embed/enter", List.of()), containsString("; frame-ancestors 'none'; "));
    }

    @Test
    void onlyOwnScriptsAndTheHashedOnesRun() {
        assertThat(ConsoleServlet.policy(List.of("sha256-abc="), "", List.of()), is("default-src 'none';"
                + " script-src 'self' 'sha256-abc='; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                + " trusted-types 'none'"));
    }
}
