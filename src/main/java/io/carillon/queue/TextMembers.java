package io.carillon.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import io.carillon.json.NotJson;
import io.carillon.json.StrictJson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads members given as text, in XML or in a map message: where a number is expected, digits are a number, and {@code data} is
 * JSON text. After this conversion the rules for JSON apply.
 */
final class TextMembers {

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
        ChangeMembers members = new ChangeMembers(object, place);
        all.addAll(members.flaws());
        return new ReadChange(place, all.isEmpty() ? members.change() : null, List.copyOf(all), source, members.readable());
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
