package io.carillon.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.database.Row;
import io.carillon.json.JsonDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node as its last heartbeat showed it.
 *
 * @param id                  a new one with each start of the node
 * @param host                the name of its machine or container
 * @param attemptsInFlight    attempts that were under way
 * @param attemptsInFlightMax attempts that may be under way
 * @param down                the checks of {@code /health/ready} that were down
 * @param reason              what is not well; absent if all is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeDocument(String id, String host, String version, Instant startedAt, Instant seenAt, int attemptsInFlight,
        int attemptsInFlightMax, List<String> down, String reason) implements JsonDocument {

    private static final Duration MISSING = Duration.ofSeconds(30);

    static NodeDocument of(Row row) {
        String id = row.text();
        String host = row.text();
        String version = row.text();
        Instant startedAt = row.time();
        Instant seenAt = row.time();
        Duration silence = Duration.between(seenAt, row.time());
        int inFlight = row.integer();
        int most = row.integer();
        List<String> down = Stream.of(row.text().split(",")).filter(name -> !name.isEmpty()).toList();
        return new NodeDocument(id, host, version, startedAt, seenAt, inFlight, most, down,
                reason(silence, inFlight, most, down));
    }

    private static String reason(Duration silence, int inFlight, int most, List<String> down) {
        if (silence.compareTo(MISSING) > 0) {
            return "The node has sent no heartbeat for " + silence.toSeconds() + " s.";
        }
        if (!down.isEmpty()) {
            return "The node is not ready: " + String.join(", ", down) + ".";
        }
        return inFlight >= most ? "All places for attempts are in use." : null;
    }

}
