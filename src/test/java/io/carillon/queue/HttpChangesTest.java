package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.Flaw;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpChangesTest {

    private static final String ODD = "\" é 20% 😀";
    private static final CloudEvent EVENT = CloudEventBuilder.v1().withId("A1").withSource(URI.create("/clubs/7"))
            .withType("team.created").withSubject(ODD).withExtension("organizationid", "12345")
            .withData("application/json", "{\"name\":\"é\"}".getBytes(StandardCharsets.UTF_8)).build();
    private static final Change CHANGE =
            new Change("/clubs/7 A1", 12345, "team.created", null, null, ODD, null, "{\"name\":\"é\"}");

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private byte[] body = new byte[0];

    /** The SDK does not encode values (its issue 748), so this one has only what needs no encoding. */
    @Test
    void whatTheSdkWritesInBinaryModeIsAChange() throws MalformedChanges {
        HttpMessageFactory.createWriter(this::put, this::write)
                .writeBinary(CloudEventBuilder.v1(EVENT).withSubject("team 1").build());
        assertThat(read().change(), is(new Change(CHANGE.id(), 12345, "team.created", null, null, "team 1", null,
                CHANGE.data())));
    }

    @Test
    void whatTheSdkWritesInStructuredModeIsAChange() throws MalformedChanges {
        HttpMessageFactory.createWriter(this::put, this::write).writeStructured(EVENT, new JsonFormat());
        put("ce-subject", "another");
        assertThat(read().change(), is(CHANGE));
    }

    @Test
    void aBatchIsReadInItsOrder() throws MalformedChanges {
        put("content-type", "application/cloudevents-batch+json; charset=utf-8");
        String event = new String(new JsonFormat().serialize(EVENT), StandardCharsets.UTF_8);
        write(("[" + event + "," + event.replace("A1", "A2") + "]").getBytes(StandardCharsets.UTF_8));
        assertThat(HttpChanges.read(headers, body, 2).stream().map(one -> one.change().id()).toList(),
                contains("/clubs/7 A1", "/clubs/7 A2"));
        assertThrows(MalformedChanges.class, () -> HttpChanges.read(headers, body, 1));
    }

    @Test
    void withoutTheContentTypeAChangeIsAChange() throws MalformedChanges {
        put("content-type", "application/json");
        write("{\"organizationId\":1,\"eventType\":\"team.created\",\"resourceId\":\"t2\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(read().change().resourceId(), is("t2"));
        put("content-type", "application/cloudevents+json");
        assertThat(read().flaws().stream().map(Flaw::pointer).toList().contains("/specversion"), is(true));
    }

    @Test
    void anEventInBinaryModeMayHaveNoData() throws MalformedChanges {
        binary();
        assertThat(read().change().data(), nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-specversion", "ce-id", "ce-source", "ce-type", "ce-subject", "ce-organizationid"})
    void aMissingHeaderIsNamed(String header) throws MalformedChanges {
        binary();
        headers.remove(header);
        assertThat(read().flaws(), is(List.of(new Flaw("member-missing", header, "is required"))));
    }

    @Test
    void aFlawOfTheDataIsNamedByItsPlaceInTheBody() throws MalformedChanges {
        binary();
        write("{\"a\":{\"b\":1e999}}".getBytes());
        assertThat(read().flaws().get(0).pointer(), is("/a/b"));
        write("[]".getBytes());
        assertThat(read().flaws(), is(List.of(new Flaw("type-wrong", "", "must be an object"))));
        write("{".getBytes());
        assertThat(read().flaws().get(0).pointer(), is(""));
    }

    @Test
    void aFlawThatIsFoundLaterNamesTheHeader() throws MalformedChanges {
        binary();
        assertThat(read().place().of(new Flaw("event-type-unknown", "/eventType", "d")).pointer(), is("ce-type"));
        assertThat(read().place().of(new Flaw("x", "/resourceOperation", "d")).pointer(), is("ce-resourceoperation"));
    }

    /** The first one is the example of the binding; quoted ones are from older versions of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀",
        "%e2%82%ac | €", "%41 | A", "a b | a b", "\"a \\\"b\\\" \\\\\" | a \"b\" \\", "\"50%25\" | 50%", "a\"b | a\"b"})
    void valuesAreDecodedOnce(String header, String text) throws MalformedChanges {
        binary();
        put("ce-subject", header);
        assertThat(read().change().resourceId(), is(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C0%A0", "%ff", "%", "%4", "%zz", "é", "%00"})
    void whatIsNotEncodedIsRefused(String header) throws MalformedChanges {
        binary();
        put("ce-subject", header);
        assertThat(read().flaws().stream().map(Flaw::pointer).toList(), contains("ce-subject"));
        assertThat(read().flaws().get(0).detail(), is("must be visible ASCII, with other characters as percent-encoded UTF-8"));
    }

    @Test
    void aQuotedValueMayBeAsLongAsAHead() throws MalformedChanges {
        binary();
        put("ce-subject", '"' + "a".repeat(8_000) + '"');
        assertThat(read().flaws().stream().map(Flaw::pointer).toList(), contains("ce-subject"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-data", "CE-data_base64"})
    void dataAreNoHeader(String header) throws MalformedChanges {
        binary();
        put(header, "eyJhIjoxfQ==");
        assertThat(read().flaws(), is(List.of(new Flaw("member-unknown", header.toLowerCase(Locale.ROOT),
                "is not an attribute; the body is the data"))));
    }

    @Test
    void aHeaderThatIsGivenTwiceIsRefused() throws MalformedChanges {
        binary();
        headers.put("ce-subject", List.of("t1", "t2"));
        assertThat(read().flaws(), is(List.of(new Flaw("member-twice", "ce-subject", "must be given once"))));
    }

    private void binary() {
        put("Content-Type", "application/json");
        put("CE-specversion", "1.0");
        put("ce-id", "A1");
        put("ce-source", "/clubs/7");
        put("ce-type", "team.created");
        put("ce-subject", "t1");
        put("ce-organizationid", "12345");
    }

    private void put(String name, String value) {
        headers.put(name, List.of(value));
    }

    private void write(byte[] bytes) {
        body = bytes;
    }

    private ReadChange read() throws MalformedChanges {
        return HttpChanges.read(headers, body, 1).get(0);
    }
}
