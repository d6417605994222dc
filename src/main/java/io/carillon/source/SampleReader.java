package io.carillon.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows what a source makes of samples, which need no signature.
 *
 * @param unmatched what a sample means that no mapping matches
 */
public record SampleReader(ReadySource source, Unmatched unmatched) {

    /** Who would report the change. */
    public Caller caller() {
        return source.caller();
    }

    /** The change that a request means; empty if no mapping matches. */
    public Optional<ObjectNode> changeOf(Map<String, String> headers, JsonNode body) {
        Map<String, List<String>> given = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return source.changeOf(IncomingRequest.of(given, new byte[0]).headers(), body);
    }
}
