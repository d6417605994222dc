package io.carillon.endpoint;

import java.util.List;

/** The names of the headers that Carillon adds to say what a request is. */
public record HeaderNames(String id, String timestamp, String signature, String sequence) {

    /** With which the names begin unless the endpoint chooses otherwise. */
    static final String STANDARD_PREFIX = "webhook-";
    static final HeaderNames STANDARD = of(STANDARD_PREFIX);

    static HeaderNames of(String prefix) {
        return new HeaderNames(prefix + "id", prefix + "timestamp", prefix + "signature", prefix + "sequence");
    }

    List<String> all() {
        return List.of(id, timestamp, signature, sequence);
    }
}
