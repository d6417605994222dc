package io.carillon.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the service does now. Each part has a {@code reason}, a sentence, when it is not well.
 *
 * @param at     when the node looked, at most two seconds ago
 * @param node   the id of the node that answers
 * @param well   whether no part has a reason
 * @param checks the checks of {@code /health/ready} of the node that answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusDocument(Instant at, String node, boolean well, List<Check> checks, Queue queue, Queue deadLetters,
        Ticks ticks, Deliveries deliveries, Endpoints endpoints, long noticesWaiting, List<NodeDocument> nodes)
        implements JsonDocument {

    /** Whether no check, node or other part has a reason. */
    static boolean isWell(List<Check> checks, List<NodeDocument> nodes, String... reasons) {
        return Stream.of(reasons).allMatch(Objects::isNull) && checks.stream().allMatch(Check::up)
                && nodes.stream().allMatch(node -> node.reason() == null);
    }

    /** A check of this node. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Check(String name, boolean up, String reason) {
    }

    /**
     * A queue.
     *
     * @param messages      how many it holds; this and the next two are absent if the broker does not report them
     * @param consumers     of all nodes
     * @param oldestSeconds the age of the first message
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Queue(Long messages, Long consumers, Double oldestSeconds, String reason) {
    }

    /**
     * Coalescing.
     *
     * @param objectsOpen objects with an open bucket, at most 100,000
     * @param lagSeconds  how long the oldest bucket has been due
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ticks(long objectsOpen, double lagSeconds, String reason) {
    }

    /**
     * Deliveries that are due and that no node has claimed.
     *
     * @param due           how many, at most 100,000 together, by the standing of their endpoints
     * @param oldestSeconds how long the oldest of them has been due, by the standing of their endpoints
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deliveries(@Schema(description = "by proven, new, failing, limited, paused") Map<String, Long> due,
            @Schema(description = "by proven, new, failing, limited, paused") Map<String, Double> oldestSeconds, String reason) {
    }

    /**
     * Endpoints, counted once a minute.
     *
     * @param failing active endpoints whose last attempt failed
     * @param paused  active endpoints that are paused, by their owner or for their receiver
     */
    public record Endpoints(long active, long inactive, long disabled, long failing, long paused) {
    }
}
