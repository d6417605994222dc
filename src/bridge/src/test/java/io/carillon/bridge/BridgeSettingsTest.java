package io.carillon.bridge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The settings in one file, with the key also in the environment. */
class BridgeSettingsTest {

    private static final String ALL = """
            carillon.url=https://hooks.example.com
            carillon.key=ck_file
            carillon.topics=teams, scores
            carillon.rejected.topic=rejected
            bootstrap.servers=localhost:9092
            group.id=carillon
            security.protocol=SSL
            """;

    @TempDir
    private Path folder;

    @Test
    void whatIsNotOfTheBridgeIsOfTheClient() throws IOException {
        BridgeSettings settings = read(ALL, Map.of());
        assertThat(settings.url(), is(URI.create("https://hooks.example.com")));
        assertThat(settings.key(), is("ck_file"));
        assertThat(settings.own("carillon.topics"), is("teams, scores"));
        assertThat(settings.ownOrNull("carillon.queue"), is(nullValue()));
        assertThat(settings.client("group.id"), is(Map.of("bootstrap.servers", "localhost:9092", "group.id", "carillon",
                "security.protocol", "SSL")));
    }

    @Test
    void theKeyOfTheEnvironmentCounts() throws IOException {
        assertThat(read(ALL, Map.of("CARILLON_KEY", "ck_environment")).key(), is("ck_environment"));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        BridgeSettings settings = read("carillon.topics=\n", Map.of());
        assertThat(refusal(settings::url), is("carillon.url is required"));
        assertThat(refusal(settings::key), is("carillon.key is required, or CARILLON_KEY in the environment"));
        assertThat(refusal(() -> settings.own("carillon.topics")), is("carillon.topics is required"));
        assertThat(refusal(() -> settings.client("group.id")), is("group.id is required"));
    }

    private static String refusal(Executable setting) {
        return assertThrows(IllegalArgumentException.class, setting).getMessage();
    }

    private BridgeSettings read(String text, Map<String, String> environment) throws IOException {
        return BridgeSettings.read(Files.writeString(folder.resolve("bridge.properties"), text), environment);
    }
}
