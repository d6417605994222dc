package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class UnknownNamesTest {

    private static List<String> in(Map<String, String> environment) {
        return UnknownNames.in(environment, new Properties());
    }

    @Test
    void aMisspelledNameIsSaidWithTheNearestOne() {
        assertThat(in(Map.of("CARILLON_WINDOOW", "PT1M", "CARILLON_DATABASE", "x", "CARILLON_HTTP_PORT", "1", "PATH", "y")),
                contains("CARILLON_DATABASE is not a setting",
                        "CARILLON_WINDOOW is not a setting; the nearest one is CARILLON_WINDOW"));
        Properties properties = new Properties();
        properties.setProperty("carillon.windoow", "PT1M");
        properties.setProperty("carillon.window", "PT1M");
        assertThat(UnknownNames.in(Map.of(), properties),
                contains("carillon.windoow is not a setting; the nearest one is carillon.window"));
    }

    @Test
    void whatClientsAndExamplesReadIsKnown() {
        assertThat(in(Map.of("CARILLON_URL", "", "CARILLON_KEY", "", "CARILLON_APPLICATION", "")), empty());
    }

    @Test
    void whatKubernetesAddsForAServiceIsKnown() {
        assertThat(in(Map.of("CARILLON_SERVICE_HOST", "10.0.0.1", "CARILLON_SERVICE_PORT", "80",
                "CARILLON_SERVICE_PORT_HTTP", "80", "CARILLON_PORT", "tcp://10.0.0.1:80", "CARILLON_PORT_80_TCP_ADDR", "10.0.0.1",
                "CARILLON_BLUE_SERVICE_HOST", "10.0.0.2", "CARILLON_BLUE_PORT", "tcp://10.0.0.2:80")), empty());
        assertThat(in(Map.of("CARILLON_HTP_PORT", "80")),
                contains("CARILLON_HTP_PORT is not a setting; the nearest one is CARILLON_HTTP_PORT"));
    }
}
