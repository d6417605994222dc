package io.carillon.local;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

    @Test
    void leadsToMembersWithinMembers() {
        JsonValue json = JsonValue.parse(" { \"a\" : { \"b\" : [ 1.5e3 , true , null , { } , [ ] ] } } ");

        assertThat(json.at("a", "b").items().stream().map(item -> item.text().orElse("-")).toList(),
                is(List.of("1.5e3", "true", "-", "-", "-")));
    }

    @Test
    void readsEscapes() {
        assertThat(JsonValue.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"").text(), is(Optional.of("\"\\/\b\f\n\r\té")));
    }

    @Test
    void hasNothingWhereNothingIs() {
        JsonValue json = JsonValue.parse("{\"a\":\"text\"}");

        assertThat(json.at("a", "b").text(), is(Optional.empty()));
        assertThat(json.at("c").items().size(), is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"}", "{\"a\":1,}", "{a:1}", "[1 2]", "[1,]", "\"a", "\"\\u00g0\"",
            "nul", "1 2", "01x"})
    void refusesWhatIsNotJson(String text) {
        assertThrows(IllegalArgumentException.class, () -> JsonValue.parse(text));
    }

    @Test
    void refusesWhatIsNestedTooDeeplyForTheStack() {
        assertThrows(IllegalArgumentException.class, () -> JsonValue.parse("[".repeat(1_000_000)));
        assertThat(JsonValue.parse("[".repeat(100) + "]".repeat(100)).items().size(), is(1));
    }

    @Test
    void givesTheMembersOfAnObjectInTheirOrder() {
        assertThat(List.copyOf(JsonValue.parse("{\"b\":1,\"a\":null}").members().keySet()), is(List.of("b", "a")));
        assertThat(JsonValue.parse("[1]").members().size(), is(0));
        assertThat(JsonValue.parse("{\"b\":12}").at("b").number(), is(12));
    }
}
