package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMembersTest {

    private static final String EVENT = """
            {"specversion":"1.0","id":"A1","source":"/clubs/7","type":"team.created","subject":"t1","organizationid":"12345"}""";

    @Test
    void anEventOfTheSdkIsAChange() throws MalformedChanges {
        byte[] json = new JsonFormat().serialize(CloudEventBuilder.v1().withId("A 1")
                .withSource(URI.create("https://clubs.example/7")).withType("team.created").withSubject("t é")
                .withTime(OffsetDateTime.parse("2025-06-09T12:30:00.5+02:00"))
                .withExtension("organizationid", 12345).withExtension("partitionkey", "p").withExtension("urgent", true)
                .withData("application/vnd.club+json;charset=utf-8", "{\"b\":1.0,\"a\":[]}".getBytes()).build());
        ReadChange read = ChangesDocument.readEvents(json, 1).get(0);
        assertThat(read.flaws(), is(List.of()));
        assertThat(read.change(), is(new Change("https://clubs.example/7 A 1", 12345, "team.created", null, null, "t é",
                Instant.parse("2025-06-09T10:30:00.5Z"), "{\"b\":1,\"a\":[]}")));
        assertThat(ChangesDocument.read(json, 1).get(0).change(), is(read.change()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"false\"", "false"})
    void termsAreExtensions(String retry) throws MalformedChanges {
        String event = EVENT.replace("}", ",\"carillonendpoints\":\"ep_1  ep_2\",\"carillonretry\":" + retry + "}");
        Change change = ChangesDocument.readEvents(bytes(event), 1).get(0).change();
        assertThat(change.endpoints(), contains("ep_1", "ep_2"));
        assertThat(change.isRetried(), is(false));
    }

    @Test
    void aBatchMayHaveChangesAmongItsEvents() throws MalformedChanges {
        String change = "{\"organizationId\":1,\"eventType\":\"team.created\",\"resourceId\":\"t2\"}";
        List<ReadChange> read = ChangesDocument.read(bytes("[" + EVENT + "," + change + "]"), 2);
        assertThat(read.stream().map(one -> one.change().resourceId()).toList(), contains("t1", "t2"));
        List<ReadChange> events = ChangesDocument.readEvents(bytes("[" + EVENT + "," + change + "]"), 2);
        assertThat(events.get(0).isUsable(), is(true));
        assertThat(events.get(1).flaws().stream().map(Flaw::pointer).toList(), contains("/1/organizationId", "/1/eventType",
                "/1/resourceId", "/1/specversion", "/1/source", "/1/id", "/1/type", "/1/organizationid", "/1/subject"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"specversion\":\"1.0\" | \"specversion\":\"0.3\" | /specversion | value-wrong | must be 1.0",
        "\"specversion\":\"1.0\" | \"specversion\":1.0 | /specversion | type-wrong | must be a string",
        "\"id\":\"A1\" | \"id\":null | /id | member-missing | is required",
        "\"id\":\"A1\" | \"id\":\"\" | /id | value-wrong | must have at least one character",
        "\"id\":\"A1\" | \"id\":\"a\\u0001\" | /id | value-wrong | must have at least one character",
        "\"id\":\"A1\" | \"id\":7 | /id | type-wrong | must be a string",
        "\"source\":\"/clubs/7\" | \"x\":1 | /source | member-missing | is required",
        "\"source\":\"/clubs/7\" | \"source\":\"a b\" | /source | value-wrong | must be a URI",
        "\"type\":\"team.created\" | \"x\":1 | /type | member-missing | is required",
        "\"type\":\"team.created\" | \"type\":\"\" | /type | value-wrong | must have 1 to 100",
        "\"subject\":\"t1\" | \"x\":1 | /subject | member-missing | is required",
        "\"organizationid\":\"12345\" | \"x\":1 | /organizationid | member-missing | is required",
        "\"organizationid\":\"12345\" | \"organizationid\":\"club\" | /organizationid | type-wrong | must be an integer",
        "\"organizationid\":\"12345\" | \"organizationid\":0 | /organizationid | value-wrong | must be between",
        "12345\" | 12345\",\"organizationId\":1 | /organizationId | member-unknown | is not the",
        "\"subject\":\"t1\" | \"subject\":\"t1\",\"time\":\"noon\" | /time | value-wrong | must be an RFC 3339 time",
        "\"t1\" | \"t1\",\"carillonendpoints\":\" \" | /carillonendpoints | value-wrong | must have 1 to 20",
        "\"t1\" | \"t1\",\"carillonretry\":\"no\" | /carillonretry | type-wrong | must be true or false",
        "\"subject\":\"t1\" | \"subject\":\"t1\",\"x\":{} | /x | type-wrong | must be a string, a boolean or an integer",
        "\"subject\":\"t1\" | \"subject\":\"t1\",\"x\":1.5 | /x | type-wrong | must be a string, a boolean or an integer",
        "\"t1\" | \"t1\",\"resourceoperation\":\"moved\" | /resourceoperation | value-wrong | must be create",
        "\"subject\":\"t1\" | \"subject\":\"t1\",\"data\":[] | /data | type-wrong | must be an object",
        "\"subject\":\"t1\" | \"subject\":\"t1\",\"data\":{\"a\":1e999} | /data/a | value-unrepresentable | is a number",
        "\"t1\" | \"t1\",\"data\":\"<a/>\",\"datacontenttype\":\"text/xml\" | /datacontenttype | value-wrong | must be",
        "\"subject\":\"t1\" | \"subject\":\"t1\",\"data_base64\":\"-\" | /data_base64 | value-wrong | must be base64",
        "\"subject\":\"t1\" | \"subject\":\"t1\",\"data_base64\":7 | /data_base64 | value-wrong | must be",
        "\"subject\":\"t1\" | \"subject\":\"t1\",\"data_base64\":\"/w==\" | /data_base64 | value-wrong | is not UTF-8",
        "\"t1\" | \"t1\",\"data_base64\":\"e30=\",\"data\":{} | /data_base64 | value-wrong | must not be given"})
    void flawsNameTheAttribute(String good, String bad, String pointer, String reason, String detail) throws MalformedChanges {
        assertThat(EVENT.contains(good), is(true));
        List<Flaw> flaws = ChangesDocument.readEvents(bytes(EVENT.replace(good, bad)), 1).get(0).flaws();
        assertThat(flaws.stream().map(Flaw::pointer).toList(), contains(pointer));
        assertThat(flaws.get(0).reason(), is(reason));
        assertThat(flaws.get(0).detail(), startsWith(detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"a\"", "[{}]", "null"})
    void whatIsNoObjectIsNoEvent(String text) throws MalformedChanges {
        ReadChange read = ChangesDocument.readEvents(bytes("[" + EVENT + "," + text + "]"), 2).get(1);
        assertThat(read.flaws().get(0).detail(), is("must be an object"));
    }

    @Test
    void anAttributeOfNullIsAbsent() throws MalformedChanges {
        Change change = read("\"time\":null,\"data\":null,\"data_base64\":null,\"datacontenttype\":null,\"x\":null").change();
        assertThat(change.occurredAt(), nullValue());
        assertThat(change.data(), nullValue());
    }

    @Test
    void theTypeAndOperationOfTheResourceAreCompared() throws MalformedChanges {
        Change change = read("\"resourcetype\":\"team\",\"resourceoperation\":\"create\"").change();
        assertThat(change.resourceType(), is("team"));
        assertThat(change.resourceOperation(), is("create"));
        assertThat(change.eventType(), is("team.created"));
    }

    @Test
    void encodedDataAreJsonToo() throws MalformedChanges {
        assertThat(encoded("{\"a\":1.0}").change().data(), is("{\"a\":1}"));
        assertThat(encoded("{\"a\":1,\"a\":2}").flaws().get(0).detail(), startsWith("must be JSON text"));
        for (String other : List.of("", "[]", "null", "7")) {
            Flaw flaw = encoded(other).flaws().get(0);
            assertThat(flaw.pointer(), is("/data_base64"));
            assertThat(flaw.detail(), is("must be an object"));
        }
        String deepest = "{\"a\":".repeat(StrictJson.MAX_DEPTH - 1) + "1" + "}".repeat(StrictJson.MAX_DEPTH - 1);
        Change deep = encoded(deepest).change();
        assertThat(ChangesDocument.read(ChangesDocument.write(List.of(deep)), 1).get(0).change(), is(deep));
        assertThat(encoded("{\"a\":" + deepest + "}").flaws().get(0).detail(), is("may be nested at most 63 levels deep"));
    }

    @Test
    void anIdCountsTogetherWithItsSource() throws MalformedChanges {
        assertThat(read("").change().id(), is("/clubs/7 A1"));
        Change longest = read(EVENT, "A1", "x".repeat(191)).change();
        assertThat(longest.id(), is("/clubs/7 " + "x".repeat(191)));
        Change longer = read(EVENT, "A1", "x".repeat(192)).change();
        assertThat(longer.id(), matchesPattern("sha256:[0-9a-f]{64}"));
        assertThat(read(EVENT, "A1", "x".repeat(192)).change().id(), is(longer.id()));
    }

    @Test
    void aFlawThatIsFoundLaterNamesTheAttribute() throws MalformedChanges {
        Location place = ChangesDocument.readEvents(bytes("[" + EVENT + "]"), 1).get(0).place();
        assertThat(place.of(new Flaw("event-type-unknown", "/eventType", "d")).pointer(), is("/0/type"));
        assertThat(place.of(new Flaw("organization-unknown", "/organizationId", "d")).pointer(), is("/0/organizationid"));
    }

    @Test
    void anEmptyBatchIsMalformed() {
        assertThrows(MalformedChanges.class, () -> ChangesDocument.readEvents(bytes("[]"), 1));
    }

    private static ReadChange encoded(String data) throws MalformedChanges {
        return read("\"data_base64\":\"" + Base64.getEncoder().encodeToString(bytes(data)) + "\"");
    }

    private static ReadChange read(String more) throws MalformedChanges {
        return read(EVENT, "}", more.isEmpty() ? "}" : "," + more + "}");
    }

    private static ReadChange read(String event, String text, String other) throws MalformedChanges {
        return ChangesDocument.readEvents(bytes(event.replace(text, other)), 1).get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
