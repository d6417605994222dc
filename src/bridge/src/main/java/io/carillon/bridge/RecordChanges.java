package io.carillon.bridge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes in one record: a change, a CloudEvent, or an array of them. Their text stays as it is, except that a change without
 * an id gets that of its place, so that a record that is read again has no second effect.
 */
final class RecordChanges {

    /** A record that is no document of changes. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectReader ELEMENT = JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RecordChanges() {
    }

    /**
     * The JSON text of each change in {@code value}.
     *
     * @param place where the record is, as an id of its change, with a number for each element of an array; null for no id
     * @throws Unreadable if it is neither an object nor an array of objects
     */
    static List<String> read(byte[] value, String place) throws Unreadable {
        if (value == null) {
            throw new Unreadable("has no value");
        }
        try (JsonParser parser = JSON.getFactory().createParser(value)) {
            List<String> changes = readAll(parser, value, place);
            if (parser.nextToken() != null) {
                throw new Unreadable("has more text after the changes");
            }
            return changes;
        } catch (IOException e) {
            throw new Unreadable("is not JSON");
        }
    }

    private static List<String> readAll(JsonParser parser, byte[] value, String place) throws IOException, Unreadable {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            return List.of(readOne(parser, value, place));
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new Unreadable("is neither a change nor an array of changes");
        }
        List<String> changes = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("has an element that is no change");
            }
            changes.add(readOne(parser, value, place == null ? null : place + "-" + changes.size()));
        }
        return changes;
    }

    private static String readOne(JsonParser parser, byte[] value, String id) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        JsonNode change = ELEMENT.readTree(parser);
        int end = (int) parser.currentLocation().getByteOffset();
        String text = new String(value, start, end - start, StandardCharsets.UTF_8);
        return id == null || change.has("id") || change.has("specversion") ? text
                : "{\"id\":" + JSON.writeValueAsString(id) + (change.isEmpty() ? "" : ",") + text.substring(1);
    }
}
