package io.carillon.rejected;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.StrictJson;
import io.carillon.platform.Text;
import java.util.Map;
import java.util.TreeMap;

/** The properties of a queue message as text that every database can store. */
final class StoredText {

    private static final int MAX_PROPERTIES_LENGTH = 20_000;
    private static final int MAX_PROPERTY_LENGTH = 1_000;

    private StoredText() {
    }

    /** A message's properties as a JSON object: as many as fit, in the order of their names. */
    static String properties(Map<String, String> properties) {
        try {
            Map<String, String> kept = new TreeMap<>();
            String json = "{}";
            for (Map.Entry<String, String> property : properties.entrySet()) {
                kept.put(Text.stored(property.getKey(), MAX_PROPERTY_LENGTH),
                        Text.stored(property.getValue(), MAX_PROPERTY_LENGTH));
                String more = StrictJson.mapper().writeValueAsString(kept);
                if (more.length() > MAX_PROPERTIES_LENGTH) {
                    return json;
                }
                json = more;
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }
}
