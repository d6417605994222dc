package io.carillon.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request of a sender.
 *
 * @param headers by name in lower case; several with one name are joined by commas
 */
public record IncomingRequest(Map<String, String> headers, byte[] body) {

    /** The request with {@code headers} in any case. */
    public static IncomingRequest of(Map<String, List<String>> headers, byte[] body) {
        Map<String, String> joined = new TreeMap<>();
        headers.forEach((name, values) ->
                joined.merge(name.toLowerCase(Locale.ROOT), String.join(", ", values), (one, other) -> one + ", " + other));
        return new IncomingRequest(joined, body);
    }

    /** The header with this name; empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
