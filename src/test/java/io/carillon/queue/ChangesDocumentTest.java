package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesDocumentTest {

    private static final String TEAM = """
            {"organizationId":12345,"resourceType":"team","resourceOperation":"create","resourceId":"t1"}""";

    private static Change aChange(String id) {
        return new Change(id, 12345, null, "team", "create", "t1", null, null);
    }

    @Test
    void readsOneChange() throws MalformedChanges {
        assertThat(read(TEAM).get(0).change(), is(new Change(null, 12345, null, "team", "create", "t1", null, null)));
        assertThat(read(TEAM).get(0).place().element(), is(""));
    }

    @Test
    void readsAnArrayWithEveryMember() throws MalformedChanges {
        List<ReadChange> read = read("[" + TEAM + """
                ,{"id":"c-1","organizationId":1,"eventType":"score.updated","resourceId":"s1",
                "occurredAt":"2025-06-09T12:30:00.5+02:00","data":{"b":1.0,"a":[]}}]""");
        assertThat(read.get(1).change(), is(new Change("c-1", 1, "score.updated", null, null, "s1",
                Instant.parse("2025-06-09T10:30:00.5Z"), "{\"b\":1,\"a\":[]}")));
        assertThat(read.get(1).place().element(), is("/1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345.0", "12345.000", "1.2345e4", "123450e-1", "12345E0"})
    void anIntegerIsANumberWithoutAFraction(String written) throws MalformedChanges {
        assertThat(read(TEAM.replace("12345", written)).get(0).change().organizationId(), is(12345L));
    }

    /** What intake accepts, the listener must not reject. */
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00", "1969-12-31T23:00:00-01:00",
        "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999999Z", "2016-12-31T23:59:60Z", "2016-12-31t23:59:60.5z"})
    void aTimeThatIsReadIsReadAgainFromTheQueue(String time) throws MalformedChanges {
        Change change = read(TEAM.replace("\"t1\"", "\"t1\",\"occurredAt\":\"" + time + "\"")).get(0).change();
        assertThat(ChangesDocument.read(ChangesDocument.write(List.of(change)), 1).get(0).change(), is(change));
    }

    @Test
    void whatIsWrittenIsReadBack() throws MalformedChanges {
        List<Change> changes = List.of(
                new Change("c \"1\"", 1, "score.updated", null, null, "s\u00e4😀", Instant.parse("2025-06-09T10:30:00.123456Z"),
                        "{\"a\":\"\\u0000\"}"),
                new Change("c-2", (1L << 53) - 1, null, "team", "delete", "t", null, null),
                new Change("c-3", 1, "score.updated", null, null, "s", null, null, List.of("ep_1", "ep_2"), false));
        List<ReadChange> read = ChangesDocument.read(ChangesDocument.write(changes), 3);
        assertThat(read.stream().map(ReadChange::change).toList(), is(changes));
    }

    /** A node of an earlier version, which does not know the new members, reads what does not use them. */
    @Test
    void whatIsNotSaidIsNotWritten() {
        assertThat(new String(ChangesDocument.write(List.of(aChange("a"))), StandardCharsets.UTF_8),
                is("{\"id\":\"a\",\"organizationId\":12345,\"resourceType\":\"team\",\"resourceOperation\":\"create\","
                        + "\"resourceId\":\"t1\"}"));
    }

    @Test
    void joinedDocumentsAreReadInTheirOrder() throws MalformedChanges {
        List<byte[]> documents = Stream.of(List.of("a"), List.of("b", "c"), List.of("d"))
                .map(ids -> ChangesDocument.write(ids.stream().map(ChangesDocumentTest::aChange).toList())).toList();

        List<ReadChange> read = ChangesDocument.read(ChangesDocument.join(documents), 4);

        assertThat(read.stream().map(ReadChange::change).toList(),
                contains(aChange("a"), aChange("b"), aChange("c"), aChange("d")));
        assertThat(ChangesDocument.join(List.of(documents.get(0))), is(documents.get(0)));
    }

    @Test
    void theDeepestChangeThatIsReadFromAProducerIsReadFromTheQueueToo() throws MalformedChanges {
        String deepest = nested(StrictJson.MAX_DEPTH - 1);
        Change change = read(deepest).get(0).change();
        assertThat(read(new String(ChangesDocument.write(List.of(change)), StandardCharsets.UTF_8)).get(0).change(), is(change));
        assertThrows(MalformedChanges.class, () -> read(nested(StrictJson.MAX_DEPTH)));
    }

    private static String nested(int levels) {
        return TEAM.replace("}", ",\"data\":" + "{\"a\":".repeat(levels) + "1" + "}".repeat(levels) + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "resourceId", "eventType"})
    void anUnpairedSurrogateIsAFlawOfItsMember(String member) throws MalformedChanges {
        String resource = member.equals("resourceId") ? "" : "\"resourceId\":\"t\",";
        ReadChange read = read("{\"organizationId\":1,\"resourceType\":\"team\",\"resourceOperation\":\"create\"," + resource
                + "\"" + member + "\":\"a\\ud800b\"}").get(0);
        assertThat(read.flaws().stream().map(Flaw::pointer).toList(), contains("/" + member));
    }

    @Test
    void aBadElementDoesNotSpoilTheOthersAndKeepsItsBytes() throws MalformedChanges {
        List<ReadChange> read = read("[ " + TEAM + " , { \"organizationId\" : \"x\" } , 7 ]");
        assertThat(read.get(0).isUsable(), is(true));
        assertThat(new String(read.get(1).source(), StandardCharsets.UTF_8), is("{ \"organizationId\" : \"x\" }"));
        assertThat(read.get(1).flaws().stream().map(Flaw::pointer).toList(), contains("/1/organizationId",
                "/1/resourceType", "/1/resourceOperation", "/1/resourceId"));
        assertThat(read.get(2).flaws().get(0).detail(), is("must be an object"));
        assertThat(new String(read.get(2).source(), StandardCharsets.UTF_8), is("7"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"organizationId\":12345 | \"organizationId\":0 | /organizationId | value-wrong",
        "\"organizationId\":12345 | \"organizationId\":1.5 | /organizationId | type-wrong",
        "\"organizationId\":12345 | \"organizationId\":1e-999999999 | /organizationId | type-wrong",
        "\"organizationId\":12345 | \"organizationId\":1e999999999 | /organizationId | value-wrong",
        "\"organizationId\":12345 | \"organizationId\":0.0 | /organizationId | value-wrong",
        "\"organizationId\":12345 | \"organizationId\":-7e0 | /organizationId | value-wrong",
        "\"organizationId\":12345 | \"organizationId\":9007199254740992.0 | /organizationId | value-wrong",
        "\"organizationId\":12345 | \"organizationId\":\"12345\" | /organizationId | type-wrong",
        "\"organizationId\":12345 | \"organizationId\":99999999999999999999 | /organizationId | value-wrong",
        "\"organizationId\":12345 | \"organizationId\":null | /organizationId | member-missing",
        "\"create\" | \"upsert\" | /resourceOperation | value-wrong",
        "\"t1\" | \"\" | /resourceId | value-wrong",
        "\"t1\" | 7 | /resourceId | type-wrong",
        "\"t1\" | \"a\\u0000\" | /resourceId | value-wrong",
        "\"t1\" | \"t1\",\"colour\":1 | /colour | member-unknown",
        "\"t1\" | \"t1\",\"occurredAt\":\"yesterday\" | /occurredAt | value-wrong",
        "\"t1\" | \"t1\",\"occurredAt\":\"0001-01-01T00:00:00Z\" | /occurredAt | value-wrong",
        "\"t1\" | \"t1\",\"occurredAt\":\"1970-01-01T00:00:00+01:00\" | /occurredAt | value-wrong",
        "\"t1\" | \"t1\",\"occurredAt\":\"9999-12-31T23:59:59-01:00\" | /occurredAt | value-wrong",
        "\"t1\" | \"t1\",\"data\":[] | /data | type-wrong",
        "\"t1\" | \"t1\",\"data\":{\"a\":{\"b\":1e999}} | /data/a/b | value-unrepresentable",
        "\"t1\" | \"t1\",\"data\":{\"a\":\"\\ud800\"} | /data/a | value-unrepresentable"})
    void flawsNameTheMember(String good, String bad, String pointer, String reason) throws MalformedChanges {
        Flaw flaw = read(TEAM.replace(good, bad)).get(0).flaws().get(0);
        assertThat(flaw.pointer(), is(pointer));
        assertThat(flaw.reason(), is(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "null", "{", "[{}", "{}{}", "[] []", "{\"a\":1,\"a\":1}", "<change/>", "\u0000"})
    void whatIsNoDocumentOfChangesIsMalformed(String text) {
        assertThrows(MalformedChanges.class, () -> read(text));
    }

    @Test
    void invalidUtf8IsMalformed() {
        byte[] latin1 = TEAM.replace("t1", "é").getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(MalformedChanges.class, () -> ChangesDocument.read(latin1, 1));
    }

    @Test
    void otherUnicodeEncodingsAreMalformedAndNotGuessed() {
        for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE")) {
            byte[] bytes = ("[" + TEAM + "]").getBytes(Charset.forName(charset));
            assertThrows(MalformedChanges.class, () -> ChangesDocument.read(bytes, 1), charset);
        }
    }

    @Test
    void aByteOrderMarkIsNoPartOfAnything() throws MalformedChanges {
        List<ReadChange> read = read("\uFEFF[" + TEAM + ",{\"é\":1}]");
        assertThat(read.get(0).isUsable(), is(true));
        assertThat(new String(read.get(1).source(), StandardCharsets.UTF_8), is("{\"é\":1}"));
    }

    @Test
    void tooManyAreMalformed() {
        var refused = assertThrows(MalformedChanges.class, () -> ChangesDocument.read(
                ("[" + TEAM + "," + TEAM + "]").getBytes(StandardCharsets.UTF_8), 1));
        assertThat(refused.flaw().detail(), containsString("at most 1"));
    }

    private static List<ReadChange> read(String json) throws MalformedChanges {
        return ChangesDocument.read(json.getBytes(StandardCharsets.UTF_8), 1_000);
    }
}
