package io.carillon.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationChangeTest {

    @Test
    void anObjectThatExistsShowsTheMembersThatChange() {
        assertThat(change(Optional.of(new Thing("a", "b", null)), new Thing("a", null, "c"), new Thing("a", null, "c")),
                is("change thing t1 {\"two\":\"b\",\"three\":null} {\"two\":null,\"three\":\"c\"}"));
    }

    @Test
    void aNewObjectShowsEveryMember() {
        Thing written = new Thing("a", "default", null);
        assertThat(change(Optional.empty(), new Thing("a", null, null), written),
                is("create thing t1 null {\"one\":\"a\",\"two\":\"default\",\"three\":null}"));
    }

    @Test
    void aSecretThatChangesIsShownMasked() {
        Thing masked = new Thing("***", "b", null);
        assertThat(change(Optional.of(masked), new Thing("secret", "b", null), masked),
                is("change thing t1 {\"one\":\"***\"} {\"one\":\"***\"}"));
    }

    private static String change(Optional<Thing> present, Thing wanted, Thing written) {
        ConfigurationChangeDocument change = ConfigurationChangeDocument.of("thing", "t1", present, wanted, written);
        return StrictJson.mapper().valueToTree(change.action()).textValue() + " " + change.kind() + " " + change.id() + " "
                + change.before() + " " + change.after();
    }

    private record Thing(String one, String two, String three) implements JsonDocument {
    }
}
