package io.carillon.rejected;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.StrictJson;
import io.carillon.platform.Text;
import java.util.Map;
import java.util.TreeMap;

/** Shortens and cleans text of unknown origin so that every database can store it. */
final class StoredText {

    private static final int MAX_PROPERTIES_LENGTH = 20_000;
    private static final int MAX_PROPERTY_LENGTH = 1_000;

    private StoredText() {
    }

    /** At most {@code length} characters of {@code text}, with a replacement character for each NUL and unpaired surrogate. */
    static String stored(String text, int length) {
        if (text == null) {
            return null;
        }
        StringBuilder stored = new StringBuilder();
        text.codePoints().map(c -> c == 0 || Text.isUnpairedSurrogate(c) ? 0xFFFD : c)
                .takeWhile(c -> stored.length() + Character.charCount(c) <= length).forEach(stored::appendCodePoint);
        return stored.toString();
    }

    /** A message's properties as a JSON object: as many as fit, in the order of their names. */
    static String properties(Map<String, String> properties) {
        try {
            Map<String, String> kept = new TreeMap<>();
            String json = "{}";
            for (Map.Entry<String, String> property : properties.entrySet()) {
                kept.put(stored(property.getKey(), MAX_PROPERTY_LENGTH), stored(property.getValue(), MAX_PROPERTY_LENGTH));
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
