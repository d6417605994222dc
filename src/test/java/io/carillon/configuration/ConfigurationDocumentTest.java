package io.carillon.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.json.StrictJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationDocumentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"17\":{\"name\":\"Otters\"}} | {\"17\":{\"id\":17,\"name\":\"Otters\"}}",
        "{\"17\":{\"id\":18,\"name\":\"Otters\"}} | {\"17\":{\"id\":18,\"name\":\"Otters\"}}",
        "{\"017\":{\"name\":\"Otters\"},\"x\":{}} | {\"017\":{\"name\":\"Otters\"},\"x\":{}}",
        "{\"17\":null} | {\"17\":null}"})
    void anOrganizationWithoutAnIdHasThatOfItsMember(String given, String organizations) throws Exception {
        ConfigurationDocument document = StrictJson.mapper().readValue("{\"organizations\":" + given + "}",
                ConfigurationDocument.class);
        assertThat(StrictJson.mapper().writeValueAsString(document), is("{\"organizations\":" + organizations + "}"));
    }
}
