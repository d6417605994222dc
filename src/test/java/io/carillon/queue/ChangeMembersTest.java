package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeMembersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "occurredAt | '' | must be an RFC 3339 time", "occurredAt | yesterday | must be an RFC 3339 time",
        "resourceOperation | '' | must be create, update or delete",
        "resourceOperation | destroyed at once | must be create, update or delete",
        "id | '' | must have 1 to 200", "eventType | '' | must have 1 to 100", "resourceType | '' | must have 1 to 60",
        "resourceId | '' | must have 1 to 200"})
    void aBadTextIsOneFlaw(String member, String text, String detail) {
        List<Flaw> flaws = read(member, text).flaws();
        assertThat(flaws.stream().map(Flaw::pointer).toList(), contains("/" + member));
        assertThat(flaws.get(0).detail(), startsWith(detail));
    }

    @Test
    void aTimeMayHaveManyDigits() {
        ChangeMembers members = read("occurredAt", "2025-06-09T10:30:00." + "1".repeat(500) + "+23:59");
        assertThat(members.flaws(), is(List.of()));
        assertThat(members.change().occurredAt(), is(Instant.parse("2025-06-08T10:31:00.111111Z")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "endpoints | [] | value-wrong must have 1 to 20 ids", "endpoints | [\"ep 1\"] | value-wrong must have 1 to 20 ids",
        "endpoints | [\"\"] | value-wrong must have 1 to 20 ids", "endpoints | ep_1 | type-wrong must be an array of strings",
        "endpoints | [1] | type-wrong must be an array of strings", "endpoints | {} | type-wrong must be an array of strings",
        "retry | no | type-wrong must be true or false", "retry | 0 | type-wrong must be true or false"})
    void badTermsAreOneFlaw(String member, String value, String flaw) throws JsonProcessingException {
        boolean isText = value.matches("[a-z].*");
        ChangeMembers members = read(member, isText ? TextNode.valueOf(value) : StrictJson.mapper().readTree(value));
        assertThat(members.flaws().stream().map(Flaw::pointer).toList(), contains("/" + member));
        assertThat(members.flaws().get(0).reason() + " " + members.flaws().get(0).detail(), startsWith(flaw));
    }

    @Test
    void aChangeNamesAtMostTwentyEndpointsAndEachOnce() {
        ArrayNode ids = StrictJson.mapper().createArrayNode();
        IntStream.range(0, 20).forEach(n -> ids.add("ep_" + n % 19));
        assertThat(read("endpoints", ids).change().endpoints(), hasSize(19));
        assertThat(read("endpoints", ids.add("ep_20")).flaws(), hasSize(1));
    }

    @Test
    void termsThatAreNullAreNotGiven() {
        Change change = read("endpoints", NullNode.instance).change();
        assertThat(change.endpoints(), is(List.of()));
        assertThat(read("retry", NullNode.instance).change(), is(change));
    }

    private static ChangeMembers read(String member, JsonNode value) {
        ObjectNode change = StrictJson.mapper().createObjectNode().put("organizationId", 1).put("resourceType", "team")
                .put("resourceOperation", "update").put("resourceId", "t1");
        change.set(member, value);
        return new ChangeMembers(change, new Location("", Notation.POINTER));
    }

    private static ChangeMembers read(String member, String text) {
        return read(member, TextNode.valueOf(text));
    }
}
