package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.settings.InvalidSettings;
import io.carillon.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSettingsTest {

    @ParameterizedTest
    @CsvSource({"auto,127.0.0.1,,false,true", "auto,localhost,,false,true", "auto,0.0.0.0,,false,false",
            "auto,0.0.0.0,,true,true", "auto,0.0.0.0,https://hooks.example.com,false,true", "true,127.0.0.1,,false,true",
            "true,0.0.0.0,https://hooks.example.com,false,true", "false,127.0.0.1,https://hooks.example.com,true,false"})
    void thereIsAConsole(String console, String address, String url, boolean demo, boolean isOn) {
        Map<String, String> texts = new HashMap<>(Map.of("carillon.console", console, "carillon.http.address", address,
                "carillon.demo", String.valueOf(demo)));
        texts.put("carillon.console.url", url);
        assertThat(settings(texts).isOn(), is(isOn));
    }

    @Test
    void withoutATrueAddressTheConsoleIsNotForced() {
        InvalidSettings invalid = assertThrows(InvalidSettings.class,
                () -> settings(Map.of("carillon.console", "true", "carillon.http.address", "0.0.0.0")));
        assertThat(invalid.faults(), contains(startsWith("CARILLON_CONSOLE_URL must be set")));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,,http://127.0.0.1:8080,false", "0.0.0.0,,http://127.0.0.1:8080,false", "::1,,http://[::1]:8080,false",
            "0.0.0.0,https://Hooks.example.com/,https://hooks.example.com,true",
            "127.0.0.1,http://localhost:9000,http://localhost:9000,false"})
    void browsersReachItAt(String address, String url, String origin, boolean isSecure) {
        Map<String, String> texts = new HashMap<>(Map.of("carillon.http.address", address));
        texts.put("carillon.console.url", url);
        assertThat(settings(texts).origin(), is(origin));
        assertThat(settings(texts).isSecure(), is(isSecure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.example.com", "https://example.com/path", "http://example.com", "example.com",
            "https://", "https://example.com:0", "https://example.com:65536", "https://a.com; script-src *", "'self'",
            "https://kim@example.com", "null", "data:"})
    void onlyOriginsMayFrameIt(String ancestors) {
        assertThrows(InvalidSettings.class, () -> settings(Map.of("carillon.console.frame.ancestors", ancestors)));
    }

    @Test
    void severalSitesMayFrameIt() {
        assertThat(settings(Map.of()).frameAncestors(), is(empty()));
        assertThat(settings(Map.of("carillon.console.frame.ancestors", "https://a.example.com, http://localhost:3000"))
                .frameAncestors(), contains("https://a.example.com", "http://localhost:3000"));
    }

    private static ConsoleSettings settings(Map<String, String> texts) {
        return new ConsoleSettings(Settings.of(texts));
    }
}
