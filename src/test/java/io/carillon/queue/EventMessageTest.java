package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import io.carillon.json.Flaw;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMessageTest {

    private static final byte[] DATA = "{\"name\":\"é\"}".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"cloudEvents:", "cloudEvents_"})
    void propertiesAreTheAttributesInBinaryMode(String prefix) throws MalformedChanges {
        ReadChange read = changes("bytes", DATA, binary(prefix)).get(0);
        assertThat(read.change(), is(new Change("/clubs/7 A1", 12345, "team.created", null, null, "t1",
                Instant.parse("2025-06-09T10:30:00Z"), "{\"name\":\"é\"}")));
    }

    @ParameterizedTest
    @CsvSource({"carillon_content_type, application/cloudevents+json",
        "content_type, application/cloudevents+json; charset=UTF-8", "content_type, Application/CloudEvents-Batch+json"})
    void inStructuredModeTheBodyIsKept(String property, String type) {
        byte[] body = "{}".getBytes();
        Map<String, String> properties = Map.of(property, type, "cloudEvents:id", "x");
        assertThat(EventMessage.read("text", body, properties).orElseThrow(), is(sameInstance(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "stream", "object"})
    void otherBodiesAreNoData(String type) {
        assertThat(EventMessage.read(type, DATA, binary("cloudEvents:")), is(Optional.empty()));
    }

    @Test
    void aMessageWithoutABodyIsAnEventWithoutData() throws MalformedChanges {
        assertThat(changes("empty", new byte[0], binary("cloudEvents_")).get(0).change().data(), nullValue());
        assertThat(EventMessage.read("empty", new byte[0], Map.of("content_type", "application/cloudevents+json")),
                is(Optional.empty()));
    }

    @Test
    void whatCannotBeReadStaysWhatItIs() {
        Map<String, String> properties = binary("cloudEvents:");
        properties.put("carillon_unreadable", "has several bodies");
        assertThat(EventMessage.read("bytes", DATA, properties), is(Optional.empty()));
        assertThat(EventMessage.read("bytes", DATA, Map.of("content_type", "application/json")), is(Optional.empty()));
    }

    @Test
    void flawsAreNamedByTheAttribute() throws MalformedChanges {
        Map<String, String> properties = binary("cloudEvents_");
        properties.remove("cloudEvents_subject");
        properties.put("cloudEvents_Time", "noon");
        assertThat(changes("text", DATA, properties).get(0).flaws().stream().map(Flaw::pointer).toList(),
                is(List.of("/Time", "/subject")));
        assertThat(changes("text", "<a/>".getBytes(), binary("cloudEvents_")).get(0).flaws().get(0).pointer(),
                is("/data_base64"));
    }

    @Test
    void aBodyThatIsTooLongIsRejected() {
        byte[] long13MiB = new byte[13 << 20];
        byte[] kept = EventMessage.read("bytes", long13MiB, binary("cloudEvents_")).orElseThrow();
        assertThat(kept.length, is(MessageBody.MAX_BYTES + 1));
    }

    private static List<ReadChange> changes(String type, byte[] body, Map<String, String> properties) throws MalformedChanges {
        byte[] event = EventMessage.read(type, body, properties).orElseThrow();
        return new QueuedMessage("ID:1", MessageBody.EVENTS, Instant.EPOCH, event, properties).changes();
    }

    private static Map<String, String> binary(String prefix) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("mark", "m");
        properties.put(prefix + "specversion", "1.0");
        properties.put(prefix + "id", "A1");
        properties.put(prefix + "source", "/clubs/7");
        properties.put(prefix + "type", "team.created");
        properties.put(prefix + "subject", "t1");
        properties.put(prefix + "time", "2025-06-09T10:30:00Z");
        properties.put(prefix + "organizationid", "12345");
        return properties;
    }
}
