package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final Path HOME = Path.of("/srv/carillon");

    private static Addresses with(Map<String, String> texts) {
        return new Addresses(Settings.of(texts));
    }

    @Test
    void aPersonSeesWhereEverythingIsAndWhatToTryNext() {
        String text = with(Map.of()).text(HOME);
        assertThat(text, containsString("  API           http://127.0.0.1:8080/api/v1"));
        assertThat(text, containsString("  console       http://127.0.0.1:8080/console/"));
        assertThat(text, containsString("  operator key  in /srv/carillon/operator.key"));
        assertThat(text, containsString("java -jar carillon.jar receive --port 9000"));
    }

    @Test
    void aKeyThatWasGivenIsNotShown() {
        String text = with(Map.of("carillon.operator.key", "ck_geheim")).text(HOME);
        assertThat(text, containsString("the one in CARILLON_OPERATOR_KEY"));
        assertThat(text, not(containsString("ck_geheim")));
    }

    @Test
    void theConsoleIsWhereTheSettingsPutIt() {
        assertThat(with(Map.of("carillon.console", "false")).console(), is(Optional.empty()));
        assertThat(with(Map.of("carillon.http.address", "0.0.0.0")).console(), is(Optional.empty()));
        Map<String, String> outside =
                Map.of("carillon.http.address", "0.0.0.0", "carillon.console.url", "https://hooks.example.com");
        assertThat(with(outside).console(), is(Optional.of("https://hooks.example.com/console/")));
        assertThat(with(Map.of("carillon.http.address", "::1", "carillon.http.port", "9")).console(),
                is(Optional.of("http://[::1]:9/console/")));
    }
}
