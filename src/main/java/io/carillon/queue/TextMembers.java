package io.carillon.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import io.carillon.json.NotJson;
import io.carillon.json.StrictJson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads members given as text, in XML or in a map message: where a number is expected, digits are a number, and {@code data} is
 * JSON text, {@code endpoints} are ids with spaces between them. After this conversion the rules for JSON apply.
 */
final class TextMembers {

    static final List<String> TERMS = List.of(ChangeMembers.ENDPOINTS, ChangeMembers.RETRY);
    private static final int MOST_DIGITS = 100;

    private TextMembers() {
    }

    /** Reads a change from {@code texts}; {@code flaws} were found before and are included in the result. */
    static ReadChange read(Map<String, String> texts, Location place, List<Flaw> flaws, byte[] source) {
        List<Flaw> all = new ArrayList<>(flaws);
        ObjectNode object = StrictJson.mapper().createObjectNode();
        texts.forEach(object::put);
        if (texts.getOrDefault("organizationId", "").matches("-?[0-9]{1," + MOST_DIGITS + "}")) {
            object.put("organizationId", new BigInteger(texts.get("organizationId")));
        }
        if (texts.containsKey("data")) {
            object.set("data", data(texts.get("data"), place, all));
        }
        TERMS.forEach(name -> read(name, object));
        ChangeMembers members = new ChangeMembers(object, place);
        all.addAll(members.flaws());
        return new ReadChange(place, all.isEmpty() ? members.change() : null, List.copyOf(all), source, members.readable());
    }

    /** Replaces the text of a member in {@link #TERMS}: ids with spaces between them are an array, true and false booleans. */
    static void read(String name, ObjectNode object) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            return;
        }
        String text = value.textValue();
        if (name.equals(ChangeMembers.ENDPOINTS)) {
            ArrayNode ids = object.putArray(name);
            Stream.of(text.split("[ \t\n\r]+")).filter(id -> !id.isEmpty()).forEach(ids::add);
        } else if (text.equals("true") || text.equals("false")) {
            object.put(name, text.equals("true"));
        }
    }

    private static JsonNode data(String text, Location place, List<Flaw> flaws) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            flaws.add(place.flaw(Flaw.WRONG_VALUE, "data", NotJson.require(e)));
            return StrictJson.mapper().nullNode();
        }
    }
}
