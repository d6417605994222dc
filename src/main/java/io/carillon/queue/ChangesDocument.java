package io.carillon.queue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.carillon.json.CanonicalJson;
import io.carillon.json.NotJson;
import io.carillon.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * The JSON form of changes, a single one or an array. Reads it from HTTP and JMS alike, and writes it for the queue. An object
 * with {@code specversion} is a CloudEvent, in the JSON format of these.
 */
public final class ChangesDocument {

    private static final ObjectReader ELEMENT =
            StrictJson.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ChangesDocument() {
    }

    /**
     * Reads one change or an array of them.
     *
     * @param max the largest number of changes that is accepted
     * @throws MalformedChanges when the document as a whole cannot be used; flaws of one element are in its {@link ReadChange}
     */
    public static List<ReadChange> read(byte[] json, int max) throws MalformedChanges {
        return read(json, max, false);
    }

    /**
     * Reads one CloudEvent or a batch of them; an element without {@code specversion} is a flawed one.
     *
     * @param max the largest number of events that is accepted
     * @throws MalformedChanges when the document as a whole cannot be used; flaws of one element are in its {@link ReadChange}
     */
    public static List<ReadChange> readEvents(byte[] json, int max) throws MalformedChanges {
        return read(json, max, true);
    }

    private static List<ReadChange> read(byte[] json, int max, boolean events) throws MalformedChanges {
        Utf8.check(json);
        try (JsonParser parser = StrictJson.mapper().getFactory().createParser(json)) {
            List<ReadChange> read = readAll(parser, json, max, events);
            if (parser.nextToken() != null) {
                throw new MalformedChanges("has more text after the changes");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new MalformedChanges(NotJson.describe(e));
        } catch (IOException e) {
            throw new MalformedChanges("is not UTF-8 encoded JSON: " + e.getMessage());
        }
    }

    private static List<ReadChange> readAll(JsonParser parser, byte[] json, int max, boolean events)
            throws IOException, MalformedChanges {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            return List.of(readOne(parser, json, "", events));
        }
        if (first != JsonToken.START_ARRAY) {
            throw new MalformedChanges("must be a change or an array of changes");
        }
        List<ReadChange> read = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (read.size() == max) {
                throw new MalformedChanges("may contain at most " + max + " changes");
            }
            read.add(readOne(parser, json, "/" + read.size(), events));
        }
        if (read.isEmpty()) {
            throw new MalformedChanges("must contain at least one change");
        }
        return read;
    }

    private static ReadChange readOne(JsonParser parser, byte[] json, String pointer, boolean event) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        JsonNode node = ELEMENT.readTree(parser);
        int end = (int) parser.currentLocation().getByteOffset();
        byte[] source = Arrays.copyOfRange(json, start, end);
        if (event || node.has(EventMembers.VERSION)) {
            return EventMembers.read(node, new Location(pointer, Notation.EVENT), source);
        }
        Location place = new Location(pointer, Notation.POINTER);
        ChangeMembers members = new ChangeMembers(node, place);
        return new ReadChange(place, members.change(), members.flaws(), source, members.readable());
    }

    /**
     * Writes {@code changes} for the queue, in UTF-8. A single change is not wrapped in an array, where data of the greatest
     * depth that can be read would be one level too deep.
     */
    public static byte[] write(List<Change> changes) {
        if (changes.size() == 1) {
            return write(changes.get(0)).getBytes(StandardCharsets.UTF_8);
        }
        StringJoiner array = new StringJoiner(",", "[", "]");
        changes.forEach(change -> array.add(write(change)));
        return array.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Joins {@code documents} that {@link #write(List)} returned into one, with all their changes in order. */
    static byte[] join(List<byte[]> documents) {
        if (documents.size() == 1) {
            return documents.get(0);
        }
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        for (byte[] document : documents) {
            boolean isArray = document[0] == '[';
            array.write(array.size() == 0 ? '[' : ',');
            array.write(document, isArray ? 1 : 0, isArray ? document.length - 2 : document.length);
        }
        array.write(']');
        return array.toByteArray();
    }

    private static String write(Change change) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        addText(object, "id", change.id());
        object.add("\"organizationId\":" + change.organizationId());
        addText(object, "eventType", change.eventType());
        addText(object, "resourceType", change.resourceType());
        addText(object, "resourceOperation", change.resourceOperation());
        addText(object, "resourceId", change.resourceId());
        addText(object, "occurredAt", change.occurredAt() == null ? null : change.occurredAt().toString());
        if (change.data() != null) {
            object.add("\"data\":" + change.data());
        }
        if (!change.endpoints().isEmpty()) {
            object.add("\"endpoints\":" + change.endpoints().stream().map(CanonicalJson::quote)
                    .collect(Collectors.joining(",", "[", "]")));
        }
        if (!change.isRetried()) {
            object.add("\"retry\":false");
        }
        return object.toString();
    }

    private static void addText(StringJoiner object, String name, String value) {
        if (value != null) {
            object.add("\"" + name + "\":" + CanonicalJson.quote(value));
        }
    }
}
