package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.carillon.json.Flaw;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedMembersTest {

    @Test
    void numbersMayBeTextsAndTextsNumbers() {
        ReadChange read = change("""
                {"name":"organizationId","type":"string","value":"12345"},
                {"name":"eventType","type":"string","value":"score.updated"},
                {"name":"resourceId","type":"long","value":"7"},{"name":"id","type":"null","value":null},
                {"name":"occurredAt","type":"string","value":"2025-06-09T10:30:00Z"},
                {"name":"data","type":"string","value":"{\\"b\\": 1.0}"}""");
        assertThat(read.change(), is(new Change(null, 12345, "score.updated", null, null, "7",
                Instant.parse("2025-06-09T10:30:00Z"), "{\"b\":1}")));
    }

    @ParameterizedTest
    @CsvSource({"float,12345.0", "double,12345.0", "double,1.2345E4"})
    void aFloatingPointNumberWithoutAFractionIsAnInteger(String type, String value) {
        assertThat(change("""
                {"name":"organizationId","type":"%s","value":"%s"},{"name":"eventType","type":"string","value":"score.updated"},
                {"name":"resourceId","type":"%s","value":"%s"}""".formatted(type, value, type, value)).change(),
                is(new Change(null, 12345, "score.updated", null, null, "12345", null, null)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "organizationId | double | 12345.5 | /organizationId | type-wrong",
        "organizationId | float | NaN | /organizationId | type-wrong",
        "organizationId | double | Infinity | /organizationId | type-wrong",
        "organizationId | double | 1.0E18 | /organizationId | value-wrong",
        "organizationId | double | 1.0E300 | /organizationId | type-wrong",
        "organizationId | string | x | /organizationId | type-wrong",
        "organizationId | int | -1 | /organizationId | value-wrong",
        "a/b | string | x | /a~1b | member-unknown",
        "data | bytes | e30= | /data | type-wrong",
        "data | string | {\"a\": | /data | value-wrong",
        "data | string | {\"a\":{\"b\":1e999}} | /data/a/b | value-unrepresentable",
        "eventType | boolean | true | /eventType | type-wrong"})
    void flawsNameTheMember(String name, String type, String value, String pointer, String reason) {
        String member = "{\"name\":\"%s\",\"type\":\"%s\",\"value\":\"%s\"}".formatted(name, type, value.replace("\"", "\\\""));
        assertThat(change(member).flaws().stream().map(flaw -> flaw.pointer() + " " + flaw.reason()).toList(),
                hasItem(pointer + " " + reason));
    }

    @ParameterizedTest
    @CsvSource({"boolean", "string"})
    void termsAreTextsOrABoolean(String type) {
        Change change = change("""
                {"name":"organizationId","type":"int","value":"12345"},
                {"name":"eventType","type":"string","value":"score.updated"},
                {"name":"resourceId","type":"string","value":"s"},{"name":"endpoints","type":"string","value":"ep_1 ep_2"},
                {"name":"retry","type":"%s","value":"false"}""".formatted(type)).change();
        assertThat(change.endpoints(), contains("ep_1", "ep_2"));
        assertThat(change.isRetried(), is(false));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(change("").flaws().stream().map(Flaw::pointer).toList(),
                containsInAnyOrder("/organizationId", "/resourceType", "/resourceOperation", "/resourceId"));
    }

    private static ReadChange change(String members) {
        return TypedMembers.change(("[" + members + "]").getBytes(StandardCharsets.UTF_8));
    }
}
